//! Reads JSON lines: first the fields by name with their types, then one question each (an expression, and the values of fields).
//! Writes one line for each question: the answer, or how the engine refuses the expression.

use serde::Deserialize;
use serde::de::DeserializeSeed;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{BufRead, stdin};
use wirefilter::{
    Bytes, ConcatFunction, ExecutionContext, FunctionArgs, LhsValue, NeverList, Scheme,
    SchemeBuilder, SimpleFunctionArgKind, SimpleFunctionDefinition, SimpleFunctionImpl,
    SimpleFunctionParam, Type,
};

#[derive(Deserialize)]
struct Question {
    expression: String,
    values: Value,
}

/// The next argument as bytes; nothing where it is missing.
fn bytes<'a>(args: FunctionArgs<'_, 'a>) -> Option<Bytes<'a>> {
    match args.next()? {
        Ok(LhsValue::Bytes(bytes)) => Some(bytes),
        _ => None,
    }
}

fn lower<'a>(args: FunctionArgs<'_, 'a>) -> Option<LhsValue<'a>> {
    Some(LhsValue::from(bytes(args)?.to_ascii_lowercase()))
}

fn upper<'a>(args: FunctionArgs<'_, 'a>) -> Option<LhsValue<'a>> {
    Some(LhsValue::from(bytes(args)?.to_ascii_uppercase()))
}

fn starts_with<'a>(args: FunctionArgs<'_, 'a>) -> Option<LhsValue<'a>> {
    let (source, start) = (bytes(args)?, bytes(args)?);
    Some(LhsValue::Bool(source.starts_with(&start)))
}

fn ends_with<'a>(args: FunctionArgs<'_, 'a>) -> Option<LhsValue<'a>> {
    let (source, end) = (bytes(args)?, bytes(args)?);
    Some(LhsValue::Bool(source.ends_with(&end)))
}

fn len<'a>(args: FunctionArgs<'_, 'a>) -> Option<LhsValue<'a>> {
    Some(LhsValue::Int(bytes(args)?.len() as i64))
}

type Implementation = for<'a> fn(FunctionArgs<'_, 'a>) -> Option<LhsValue<'a>>;

/// A function of strings, the first of which may have to be a field.
fn text_function(
    arg_kinds: &[SimpleFunctionArgKind],
    return_type: Type,
    implementation: Implementation,
) -> SimpleFunctionDefinition {
    SimpleFunctionDefinition {
        params: arg_kinds
            .iter()
            .map(|&arg_kind| SimpleFunctionParam {
                arg_kind,
                val_type: Type::Bytes,
            })
            .collect(),
        opt_params: vec![],
        return_type,
        implementation: SimpleFunctionImpl::new(implementation),
    }
}

fn scheme(fields: BTreeMap<String, Type>) -> Scheme {
    use SimpleFunctionArgKind::{Both, Field};
    let mut builder = SchemeBuilder::new();
    for (name, ty) in fields {
        builder.add_optional_field(&name, ty).unwrap();
    }
    let functions = [
        ("lower", text_function(&[Both], Type::Bytes, lower)),
        ("upper", text_function(&[Both], Type::Bytes, upper)),
        ("len", text_function(&[Both], Type::Int, len)),
        ("starts_with", text_function(&[Field, Both], Type::Bool, starts_with)),
        ("ends_with", text_function(&[Field, Both], Type::Bool, ends_with)),
    ];
    for (name, function) in functions {
        builder.add_function(name, function).unwrap();
    }
    builder.add_function("concat", ConcatFunction::new()).unwrap();
    for ty in [Type::Ip, Type::Bytes, Type::Int] {
        builder.add_list(ty, NeverList {}).unwrap();
    }
    // As documented: any comparison with a missing value is false.
    builder.set_nil_not_equal_behavior(false);
    builder.build()
}

fn answer(scheme: &Scheme, question: &Question) -> Value {
    let ast = match scheme.parse(&question.expression) {
        Ok(ast) => ast,
        Err(error) => return json!({ "refused": error.to_string() }),
    };
    let mut context: ExecutionContext<'_> = ExecutionContext::new(scheme);
    let values = question.values.to_string();
    let mut deserializer = serde_json::Deserializer::from_str(&values);
    (&mut context).deserialize(&mut deserializer).unwrap();
    json!({ "answer": ast.compile().execute(&context).unwrap() })
}

fn main() {
    let mut lines = stdin().lock().lines().map(Result::unwrap);
    let fields = serde_json::from_str(&lines.next().unwrap()).unwrap();
    let scheme = scheme(fields);
    for line in lines {
        let question = serde_json::from_str(&line).unwrap();
        println!("{}", answer(&scheme, &question));
    }
}
