//! Reads JSON lines: first the fields by name with their types, then one question each (an expression, and the values of all fields).
//! Writes one line for each question: the answer, or how the engine refuses the expression.

use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{BufRead, stdin};
use std::net::IpAddr;
use wirefilter::{ExecutionContext, LhsValue, Scheme, Type};

#[derive(Deserialize)]
struct Question {
    expression: String,
    values: BTreeMap<String, Value>,
}

/// A value of a field of a type.
fn typed(ty: Type, value: &Value) -> LhsValue<'_> {
    match ty {
        Type::Ip => value.as_str().unwrap().parse::<IpAddr>().unwrap().into(),
        Type::Bytes => value.as_str().unwrap().into(),
        Type::Int => i32::try_from(value.as_i64().unwrap()).unwrap().into(),
        Type::Bool => value.as_bool().unwrap().into(),
    }
}

fn answer(scheme: &Scheme, types: &BTreeMap<String, Type>, question: &Question) -> Value {
    let ast = match scheme.parse(&question.expression) {
        Ok(ast) => ast,
        Err(error) => return json!({ "refused": error.to_string() }),
    };
    let mut context = ExecutionContext::new(scheme);
    for (name, value) in &question.values {
        context.set_field_value(name, typed(types[name], value)).unwrap();
    }
    json!({ "answer": ast.compile().execute(&context).unwrap() })
}

fn main() {
    let mut lines = stdin().lock().lines().map(Result::unwrap);
    let types: BTreeMap<String, Type> = serde_json::from_str(&lines.next().unwrap()).unwrap();
    let scheme = Scheme::try_from_iter(types.clone()).unwrap();
    for line in lines {
        let question = serde_json::from_str(&line).unwrap();
        println!("{}", answer(&scheme, &types, &question));
    }
}
