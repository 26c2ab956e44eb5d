/**
 * Commands that do their work once and end, as they stand in a container's command; a server or a worker is none. A script of the program's own
 * counts where its name says that it migrates and nothing else.
 * Source: the documentation of each: Laravel, Artisan (migrate, db:seed, optimize); Ruby on Rails, command line (db:migrate, assets:precompile);
 * Django, django-admin (migrate, collectstatic); Alembic, Flask-Migrate, Prisma, Knex, Sequelize, TypeORM and Drizzle, their command lines;
 * Flyway, Liquibase, golang-migrate, goose and dbmate, their commands; .NET, EF Core tools (database update); Ecto (ecto.migrate); POSIX, utilities.
 */
export const endingCommands: readonly RegExp[] = [
  /^php\S* (?:\S*\/)?artisan (?:migrate|db:seed|optimize|(?:config|route|view|event):cache|storage:link)(?![\w-])/,
  /^(?:bundle exec )?(?:\S*\/)?(?:rails|rake) (?:db:(?:migrate|prepare|setup|seed|create|schema:load)|assets:precompile)(?![\w-])/,
  /^(?:(?:uv|poetry|pipenv) run )?(?:python\S* )?(?:\S*\/)?(?:manage\.py|django-admin) (?:migrate|collectstatic|loaddata|check|compilemessages)(?![\w-])/,
  /^(?:(?:uv|poetry|pipenv) run )?(?:python\S* -m )?(?:alembic (?:\S+ )*upgrade|flask db upgrade)(?![\w-])/,
  /^(?:npx |bunx |yarn |pnpm (?:exec |dlx )?|\S*node_modules\/\.bin\/)?(?:prisma (?:migrate deploy|db (?:push|seed))|knex migrate:(?:latest|up)|sequelize(?:-cli)? db:\w+|typeorm migration:run|drizzle-kit (?:migrate|push))(?![\w-])/,
  /^(?:npm|yarn|pnpm|bun) (?:run )?(?:db:)?migrat(?:e|ions?)(?::(?:up|run|latest|deploy|prod))?$/,
  /^(?:\S*\/)?(?:flyway (?:\S+ )*migrate|liquibase (?:\S+ )*update|migrate (?:\S+ )*up|goose (?:\S+ )*up|dbmate (?:\S+ )*(?:up|migrate))(?![\w-])/,
  /^(?:dotnet ef database update|mix ecto\.migrate)(?![\w-])/,
  /^(?:cp|mv|mkdir|chown|chmod|ln|touch|echo|true|aws s3 (?:cp|sync)|sleep \d+|exit \d+)(?![\w-])/,
];

/**
 * What makes ready for the next command of a script, and ends too.
 * Source: POSIX, shell command language (cd, export, set).
 */
export const preparingCommand = /^(?:cd|export|set) /;

/** The program that an image begins, where its command is only the arguments. Source: the page of each image on Docker Hub. */
export const imagePrograms: readonly (readonly [repository: RegExp, program: string])[] = [
  [/(?:^|\/)flyway$/, "flyway"],
  [/(?:^|\/)liquibase$/, "liquibase"],
  [/(?:^|\/)migrate\/migrate$/, "migrate"],
  [/(?:^|\/)dbmate$/, "dbmate"],
  [/(?:^|\/)aws-cli$/, "aws"],
];
