//! The documents say what is so: routes, tests and files that they name are there.

use std::collections::BTreeSet;
use std::path::Path;

use crate::{File, TREE, allows, file, holds_everywhere, notices};

/// What one may ask, and at which address.
type Routes = BTreeSet<(&'static str, String)>;

const METHODS: [(&str, &str); 2] = [("GET", "get("), ("POST", "post(")];

/// The routes of a route table. Each `.route(…)` is read up to the next one, or to the end of its line.
fn routes(router: &str) -> Routes {
    let starts = router.match_indices(".route(\"").map(|(at, start)| &router[at + start.len()..]);
    let routes = starts.flat_map(|rest| {
        let (path, handlers) =
            rest.split(".route(").next().and_then(|one| one.lines().next()?.split_once('"')).unwrap_or((rest, ""));
        METHODS.iter().filter(|(_, call)| handlers.contains(call)).map(|(method, _)| (*method, path.to_owned()))
    });
    routes.collect()
}

/// The routes that a document names in the rows of its tables of addresses.
fn documented(text: &str) -> Routes {
    let rows = text.lines().filter_map(|line| {
        let (method, row) =
            METHODS.iter().find_map(|(method, _)| Some((*method, line.strip_prefix(&format!("| {method} | `"))?)))?;
        Some((method, row.split('`').next()?.to_owned()))
    });
    rows.collect()
}

/// Names of tests that a document gives as `words_joined_by_lines`, three or more.
fn named_tests(text: &str) -> impl Iterator<Item = &str> {
    let names = text.split('`').skip(1).step_by(2);
    names.filter(|name| name.matches('_').count() >= 3 && name.chars().all(|letter| letter.is_alphanumeric() || letter == '_'))
}

fn tests_that_are_not(file: &File) -> Vec<String> {
    if !file.path.starts_with("docs/") {
        return Vec::new();
    }
    let exists = |name: &str| TREE.iter().any(|file| file.path.ends_with(".rs") && file.text.contains(&format!("fn {name}(")));
    named_tests(&file.text).filter(|name| !exists(name)).map(|name| format!("{}: no test {name}", file.path)).collect()
}

/// Files that a document links to, or names from the root.
fn files_that_are_not(file: &File) -> Vec<String> {
    if !file.path.ends_with(".md") || file.path.starts_with("web/") {
        return Vec::new();
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = root.join(&file.path).parent().map(Path::to_owned).unwrap_or_default();
    let links = file.text.split("](").skip(1).filter_map(|rest| rest.split([')', '#']).next());
    let links = links.filter(|link| !link.is_empty() && !link.contains("://")).map(|link| (folder.join(link), link));
    let roots = ["src/", "tests/", "web/", "docs/", "templates/", "migrations/", "build/", "keys/"];
    let named = file.text.split('`').skip(1).step_by(2).filter(|name| roots.iter().any(|start| name.starts_with(start)));
    let named = named.filter(|name| !name.contains(['*', '<', ' ', '{'])).map(|name| (root.join(name), name));
    let made = ["keys/log.key", "keys/head", "keys/organiser", "keys/witnesses", "web/node_modules"];
    let missing = links.chain(named).filter(|(path, name)| !path.exists() && !made.contains(name));
    missing.map(|(_, name)| format!("{}: there is no {name}", file.path)).collect()
}

#[test]
fn every_address_is_documented_with_its_method_and_no_other() {
    let (source, document) = (file("src/http/mod.rs"), file("docs/architecture.md"));
    let (market, witness) = source.text.split_once("pub fn watch_router").expect("two routers");
    let (of_market, of_witness) = document.text.split_once("`gune witness` has addresses of its own").expect("two tables");
    assert_eq!(routes(market), documented(of_market));
    assert_eq!(routes(witness), documented(of_witness));
    assert!(routes(market).len() > 40 && routes(witness).len() == 3, "the tables are read");
    let set = |routes: &[(&'static str, &str)]| -> Routes {
        routes.iter().map(|(method, path)| (*method, (*path).to_owned())).collect()
    };
    assert_eq!(
        routes("x.route(\"/a\", get(a))\n  .route(\"/b/{c}\", get(y).post(z)).route(\"/d\", post(q))"),
        set(&[("GET", "/a"), ("GET", "/b/{c}"), ("POST", "/b/{c}"), ("POST", "/d")])
    );
    assert_eq!(
        documented("`/x`\n| GET | `/a` | text `/z` |\n| POST | `/b` |\n| PUT | `/c` |"),
        set(&[("GET", "/a"), ("POST", "/b")])
    );
}

#[test]
fn every_test_that_the_documents_name_exists() {
    assert!(named_tests(&file("docs/architecture.md").text).count() >= 9, "each invariant names its test");
    holds_everywhere(tests_that_are_not);
    notices(tests_that_are_not, "docs/x.md", concat!("held by `a_test_that_nobody", "_wrote`"));
    allows(tests_that_are_not, "docs/x.md", "held by `every_test_that_the_documents_name_exists`");
}

#[test]
fn every_file_that_the_documents_name_exists() {
    holds_everywhere(files_that_are_not);
    notices(files_that_are_not, "docs/x.md", "see [this](nowhere.md)");
    notices(files_that_are_not, "README.md", "see `src/nowhere.rs`");
    allows(files_that_are_not, "docs/x.md", "see [the rules](protocol.md#7-x), `src/lib.rs`, [it](https://c2sp.org/x)");
}
