//! The log as files, and as a market serves it: auditable by anybody, and tampering with either is found.

use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::routing::get;
use gune::audit::{Failure, Finding, Options, Source, audit};

use crate::PLAYED;
use crate::program::{gune, json};

fn exported(folder: &Path) -> PathBuf {
    let target = folder.join("export");
    let (data, shown) = (PLAYED.data(), target.clone());
    assert_eq!(gune(&["export", data.to_str().unwrap(), shown.to_str().unwrap()]).0, 0);
    target
}

fn found(target: &Path) -> Finding {
    let source = Source::of(target.to_str().unwrap()).unwrap();
    match audit(&source, &Options::default(), &mut |_, _| {}) {
        Err(Failure::Wrong(finding)) => finding,
        other => panic!("the audit should have found it: {other:?}"),
    }
}

/// Changes one bit of a file; what it was before.
fn flip(path: &Path, place: usize) -> Vec<u8> {
    let before = std::fs::read(path).unwrap();
    let mut after = before.clone();
    after[place] ^= 1;
    std::fs::write(path, after).unwrap();
    before
}

#[test]
fn an_exported_log_is_right_and_a_changed_file_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let target = exported(folder.path());
    let (code, verdict) = json(&["audit", target.to_str().unwrap(), "--json"]);
    assert_eq!((code, verdict["entries"].as_u64(), verdict["erased_texts"].is_null()), (0, Some(PLAYED.size), true));
    let partial = format!(".p/{}", PLAYED.size % 256);
    for (file, place, lines, reason) in [
        ("tile/0/000".to_owned(), 57 * 32 + 5, Some((57, 57)), "tile"),
        (format!("tile/0/001{partial}"), 32, Some((257, 257)), "tile"),
        ("tile/1/000.p/1".to_owned(), 3, Some((0, 255)), "tile"),
        ("checkpoint".to_owned(), 1, None, "head-signature"),
    ] {
        let path = target.join(file);
        let before = flip(&path, place);
        let finding = found(&target);
        assert_eq!((finding.lines, finding.reason.code()), (lines, reason), "{}", path.display());
        std::fs::write(&path, before).unwrap();
    }
    let bundle = target.join("tile/entries/000");
    let before = flip(&bundle, 40_000);
    let finding = found(&target);
    let line = finding.lines.unwrap().0;
    let at: usize =
        gune::ledger::log::decode_bundle(&before).unwrap().iter().take(line as usize).map(|entry| entry.len() + 2).sum();
    assert!(at < 40_000 && at + 800 > 40_000, "{finding}: line {line} begins at {at}");
    std::fs::remove_file(&bundle).unwrap();
    assert_eq!(found(&target).lines, Some((0, 255)));
}

#[test]
fn the_paper_shows_every_entry() {
    let folder = tempfile::tempdir().unwrap();
    let book = std::fs::read_to_string(exported(folder.path()).join("book.txt")).unwrap();
    assert!(book.contains("Marché d’essai") && book.contains("\n[0]\nat: "));
    assert!(book.contains(&format!("\n[{}]\nat: ", PLAYED.size - 1)));
    assert!(!book.contains(&format!("\n[{}]\n", PLAYED.size)));
}

#[test]
fn a_served_log_is_right_and_a_changed_one_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let target = exported(folder.path());
    let address = serve(target.clone());
    let url = format!("http://{address}");
    let (code, verdict) = json(&["audit", &url, "--json"]);
    assert_eq!((code, verdict["right"].as_bool(), verdict["entries"].as_u64()), (0, Some(true), Some(PLAYED.size)));
    let head = PLAYED.keys().join("head");
    assert_eq!(gune(&["audit", &format!("{url}/log/"), "--head", head.to_str().unwrap()]).0, 0);
    flip(&target.join("tile/0/000"), 9 * 32);
    let (code, verdict) = json(&["audit", &url, "--json"]);
    assert_eq!((code, verdict["line"].as_u64(), verdict["code"].as_str()), (3, Some(9), Some("tile")));
    std::fs::remove_file(target.join("checkpoint")).unwrap();
    assert_eq!(gune(&["audit", &url]).0, 2);
}

/// Serves a folder at `/log/`.
fn serve(folder: PathBuf) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let address = listener.local_addr().unwrap();
    let router = Router::new().route("/log/{*path}", get(file)).with_state(folder);
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(async { axum::serve(tokio::net::TcpListener::from_std(listener).unwrap(), router).await.unwrap() });
    });
    address
}

async fn file(State(folder): State<PathBuf>, uri: Uri) -> Result<Vec<u8>, StatusCode> {
    let path = uri.path().strip_prefix("/log/").ok_or(StatusCode::NOT_FOUND)?;
    std::fs::read(folder.join(path)).map_err(|_| StatusCode::NOT_FOUND)
}
