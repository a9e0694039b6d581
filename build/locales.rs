//! Turns `templates/locales/*.ftl` into the types `Language` and `Text`: one typed method for each message.
//!
//! A word that a page needs and no file has does not compile, nor does a forgotten argument; a word that one language
//! has and another lacks stops the build with its name. Adding a language is adding its file `<code>.ftl`, whose first
//! line is `### Language: <name>`, and each part `<part>.<code>.ftl`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey};

/// The language of the words that the others are compared with, and the first one people meet.
const FIRST: &str = "fr";
const PLURALS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// One language: its code, its name in Rust, its file, the parts beside it and its messages.
struct Locale {
    code: String,
    name: String,
    path: PathBuf,
    parts: Vec<PathBuf>,
    messages: BTreeMap<String, Message>,
}

/// What one message needs, and its words when they never change.
#[derive(Default)]
struct Message {
    arguments: Vec<String>,
    integers: BTreeSet<String>,
    fixed: Option<String>,
}

/// Reads the locale files and writes `OUT_DIR/text.rs`; what is wrong with them ends the build.
pub fn generate() {
    let folder = Path::new("templates/locales");
    println!("cargo::rerun-if-changed={}", folder.display());
    println!("cargo::rerun-if-changed=build/locales.rs");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo gives every build script a folder"));
    match read(folder).and_then(|locales| write(&locales)) {
        Ok(code) => fs::write(out.join("text.rs"), code).expect("the build's own folder can be written"),
        Err(wrong) => {
            for line in wrong {
                println!("cargo::error={line}");
            }
        }
    }
}

fn read(folder: &Path) -> Result<Vec<Locale>, Vec<String>> {
    let files = fs::read_dir(folder).map_err(|error| vec![format!("{}: {error}", folder.display())])?;
    let mut paths: Vec<PathBuf> = files
        .filter_map(|file| Some(file.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|end| end == "ftl"))
        .collect();
    paths.sort_by_key(|path| (path.file_stem().is_none_or(|stem| stem != FIRST), path.clone()));
    let is_part = |path: &PathBuf| path.file_stem().is_some_and(|stem| stem.to_string_lossy().contains('.'));
    let (parts, files): (Vec<_>, Vec<_>) = paths.into_iter().partition(is_part);
    files.iter().map(|path| read_locale(path, &parts)).collect()
}

fn read_locale(path: &Path, parts: &[PathBuf]) -> Result<Locale, Vec<String>> {
    let code = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let end = format!(".{code}.ftl");
    let parts: Vec<PathBuf> = parts.iter().filter(|part| part.to_string_lossy().ends_with(&end)).cloned().collect();
    let mut messages = BTreeMap::new();
    let source = read_messages(path, &mut messages)?;
    for part in &parts {
        read_messages(part, &mut messages)?;
    }
    let name = source
        .lines()
        .next()
        .and_then(|line| line.strip_prefix("### Language: "))
        .ok_or_else(|| vec![format!("{}:1: the first line must be `### Language: <name>`", path.display())])?;
    Ok(Locale { code, name: name.trim().to_owned(), path: path.to_owned(), parts, messages })
}

/// Adds one file's messages to a language; the file's text.
fn read_messages(path: &Path, messages: &mut BTreeMap<String, Message>) -> Result<String, Vec<String>> {
    let shown = path.display();
    println!("cargo::rerun-if-changed={shown}");
    let source = fs::read_to_string(path).map_err(|error| vec![format!("{shown}: {error}")])?;
    let line_of = |byte: usize| source[..byte.min(source.len())].matches('\n').count() + 1;
    let resource = fluent_syntax::parser::parse(source.clone()).map_err(|(_, errors)| {
        errors.iter().map(|error| format!("{shown}:{}: {error}", line_of(error.pos.start))).collect::<Vec<_>>()
    })?;
    for entry in &resource.body {
        let Entry::Message(message) = entry else {
            continue;
        };
        let id = &message.id.name;
        let parts = message
            .value
            .iter()
            .map(|value| (id.clone(), value))
            .chain(message.attributes.iter().map(|part| (format!("{id}.{}", part.id.name), &part.value)));
        for (key, pattern) in parts {
            if messages.insert(key.clone(), Message::of(pattern)).is_some() {
                return Err(vec![format!("{shown}: `{key}` stands twice")]);
            }
        }
    }
    Ok(source)
}

impl Message {
    fn of(pattern: &Pattern<String>) -> Self {
        let mut message = Self::default();
        let mut fixed = Some(String::new());
        message.visit(pattern, &mut fixed);
        message.fixed = fixed;
        message
    }

    fn visit(&mut self, pattern: &Pattern<String>, fixed: &mut Option<String>) {
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } => {
                    if let Some(words) = fixed {
                        words.push_str(value);
                    }
                }
                PatternElement::Placeable { expression } => {
                    *fixed = None;
                    self.visit_expression(expression);
                }
            }
        }
    }

    fn visit_expression(&mut self, expression: &Expression<String>) {
        match expression {
            Expression::Inline(inline) => self.visit_inline(inline),
            Expression::Select { selector, variants } => {
                self.visit_inline(selector);
                let counts = variants.iter().all(|variant| match &variant.key {
                    VariantKey::NumberLiteral { .. } => true,
                    VariantKey::Identifier { name } => PLURALS.contains(&name.as_str()),
                });
                if let (true, InlineExpression::VariableReference { id }) = (counts, selector) {
                    self.integers.insert(id.name.clone());
                }
                for variant in variants {
                    self.visit(&variant.value, &mut None);
                }
            }
        }
    }

    fn visit_inline(&mut self, inline: &InlineExpression<String>) {
        match inline {
            InlineExpression::VariableReference { id } if !self.arguments.contains(&id.name) => {
                self.arguments.push(id.name.clone());
            }
            InlineExpression::Placeable { expression } => self.visit_expression(expression),
            _ => {}
        }
    }
}

/// The same words, with the same arguments, in every language; else every difference, named.
fn differences(locales: &[Locale]) -> Vec<String> {
    let Some((first, others)) = locales.split_first() else {
        return vec!["templates/locales holds no language".to_owned()];
    };
    let mut wrong = Vec::new();
    for other in others {
        let (here, there) = (first.path.display(), other.path.display());
        for (id, message) in &first.messages {
            match other.messages.get(id) {
                None => wrong.push(format!("{there}: `{id}` is missing ({here} has it)")),
                Some(same) => {
                    let (ours, theirs): (BTreeSet<_>, BTreeSet<_>) =
                        (message.arguments.iter().collect(), same.arguments.iter().collect());
                    if ours != theirs {
                        wrong.push(format!("{there}: `{id}` takes {theirs:?}, in {here} {ours:?}"));
                    }
                }
            }
        }
        for id in other.messages.keys().filter(|id| !first.messages.contains_key(*id)) {
            wrong.push(format!("{here}: `{id}` is missing ({there} has it)"));
        }
    }
    wrong
}

fn write(locales: &[Locale]) -> Result<String, Vec<String>> {
    let wrong = differences(locales);
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let mut code = write_language(locales);
    code.push_str("\nimpl Text {\n");
    for (id, message) in &locales[0].messages {
        write_method(&mut code, locales, id, message);
    }
    code.push_str("}\n");
    write_refusals(&mut code, &locales[0]);
    Ok(code)
}

fn write_language(locales: &[Locale]) -> String {
    let all = |one: fn(&Locale) -> String| locales.iter().map(one).collect::<String>();
    let mut code = format!(
        "/// A language people can read the pages in.\n\
         #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]\npub enum Language {{\n{}}}\n\n\
         impl Language {{\n    /// Every language there is, the first one first.\n\
         pub const ALL: &'static [Self] = &[{}];\n\n",
        all(|locale| format!(
            "    /// `{}`\n{}    {},\n",
            locale.code,
            if locale.code == FIRST { "    #[default]\n" } else { "" },
            locale.name
        )),
        all(|locale| format!("Self::{}, ", locale.name)),
    );
    let _ = write!(
        code,
        "    /// Its code in pages and cookies (BCP 47).\n    #[must_use]\n    pub fn code(self) -> &'static str {{\n        match self {{\n{}        }}\n    }}\n\n\
         fn source(self) -> &'static str {{\n        match self {{\n{}        }}\n    }}\n}}\n",
        all(|locale| format!("            Self::{} => {:?},\n", locale.name, locale.code)),
        all(|locale| {
            let files: Vec<String> = std::iter::once(&locale.path)
                .chain(&locale.parts)
                .map(|path| format!("include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/{}\"))", path.display()))
                .collect();
            format!("            Self::{} => concat!({}),\n", locale.name, files.join(", \"\\n\", "))
        }),
    );
    code
}

fn write_method(code: &mut String, locales: &[Locale], id: &str, message: &Message) {
    let name = id.replace(['-', '.'], "_");
    let fixed: Option<Vec<(&str, &str)>> =
        locales.iter().map(|locale| Some((locale.name.as_str(), locale.messages[id].fixed.as_deref()?))).collect();
    if let Some(words) = fixed {
        let arms: String = words.iter().map(|(name, words)| format!("            Language::{name} => {words:?},\n")).collect();
        let _ = write!(
            code,
            "    /// `{id}`\n    #[must_use]\n    pub fn {name}(self) -> &'static str {{\n        match self.language {{\n{arms}        }}\n    }}\n\n"
        );
        return;
    }
    let (mut parameters, mut values) = (String::new(), String::new());
    for argument in &message.arguments {
        let field = argument.replace('-', "_");
        let counts = locales.iter().any(|locale| locale.messages[id].integers.contains(argument));
        if counts {
            let _ = write!(parameters, ", {field}: impl std::borrow::Borrow<u64>");
            let _ = write!(values, "({argument:?}, FluentValue::from(*{field}.borrow())), ");
        } else {
            let _ = write!(parameters, ", {field}: impl AsRef<str>");
            let _ = write!(values, "({argument:?}, FluentValue::from({field}.as_ref())), ");
        }
    }
    let _ = write!(
        code,
        "    /// `{id}`\n    #[must_use]\n    pub fn {name}(self{parameters}) -> String {{\n        self.say({id:?}, [{values}])\n    }}\n\n"
    );
}

/// Every `refusal-<code>` says what, `.why`, and `.now` what to do; one look-up by code finds the three.
fn write_refusals(code: &mut String, locale: &Locale) {
    let mut codes = String::new();
    let mut arms = String::new();
    for id in locale.messages.keys().filter(|id| id.starts_with("refusal-") && !id.contains('.')) {
        let (refusal, name) = (&id["refusal-".len()..], id.replace('-', "_"));
        let _ = write!(codes, "{refusal:?}, ");
        let _ = writeln!(arms, "            {refusal:?} => (self.{name}(), self.{name}_why(), self.{name}_now()),");
    }
    let _ = write!(
        code,
        "\n/// The code of every refusal that has words.\npub const REFUSALS: &[&str] = &[{codes}];\n\n\
         impl Text {{\n    /// What was refused, why, and what to do now; none for a code nobody gave words to.\n    #[must_use]\n    \
         pub fn refusal(self, code: &str) -> Option<(&'static str, &'static str, &'static str)> {{\n        Some(match code {{\n{arms}            _ => return None,\n        }})\n    }}\n}}\n"
    );
}
