//! Scripts, style, fonts and icons of the pages: from `web/` to `OUT_DIR/assets/` and the table `OUT_DIR/assets.rs`.
//!
//! The table is `pub static ASSETS: &[Asset]`; whoever includes it declares `Asset` beside it, with the fields `name`,
//! `path` (`/assets/…`, with a hash of the content), `content_type`, `bytes` and `gzip` (nothing for fonts).

use std::path::{Path, PathBuf};
use std::process::{Command, exit};
use std::{env, fs, io};

/// What the build reads; a change of anything else does not run it again.
const SOURCES: [&str; 12] = [
    "src",
    "style.css",
    "verifier.css",
    "icon.svg",
    "icons.txt",
    "build.mjs",
    "verifier.mjs",
    "word-lists.mjs",
    "tsconfig.json",
    "package.json",
    "package-lock.json",
    ".npmrc",
];
/// What, if changed, makes the packages be installed anew.
const LOCKED: [&str; 3] = ["package.json", "package-lock.json", ".npmrc"];
const NODE_MAJOR_MIN: u32 = 20;
const ADVICE: &str =
    "Node.js 20 or newer and npm make the scripts of the pages. Install them (Debian: apt install nodejs npm) and build again.";

/// Builds the pages' files, or ends the build with the reason.
pub fn build() {
    let here = folder_in("CARGO_MANIFEST_DIR").join("web");
    let out = folder_in("OUT_DIR");
    for source in SOURCES {
        println!("cargo::rerun-if-changed=web/{source}");
    }
    println!("cargo::rerun-if-changed=build/web.rs");
    check_node();
    let work = out.join("web");
    for source in SOURCES {
        let copied = copy(&here.join(source), &work.join(source));
        copied.unwrap_or_else(|error| fail(&format!("web/{source} could not be copied: {error}")));
    }
    install(&work);
    run(&work, "node", &["node_modules/typescript/bin/tsc", "--noEmit"], "the scripts have type errors");
    let (assets, table) = (out.join("assets"), out.join("assets.rs"));
    let built = [Path::new("build.mjs"), &assets, &table].map(|path| path.display().to_string());
    run(&work, "node", &built.each_ref().map(String::as_str), "the scripts could not be bundled");
}

fn folder_in(name: &str) -> PathBuf {
    env::var_os(name).map(PathBuf::from).unwrap_or_else(|| fail(&format!("cargo gives no {name}")))
}

fn check_node() {
    let answer = Command::new("node").arg("--version").output();
    let version = answer.ok().and_then(|output| String::from_utf8(output.stdout).ok()).unwrap_or_default();
    let major = version.trim_start_matches('v').split('.').next().and_then(|major| major.trim().parse::<u32>().ok());
    if major.is_none_or(|major| major < NODE_MAJOR_MIN) {
        fail(&format!("node --version says {:?}. {ADVICE}", version.trim()));
    }
}

/// Copies a file or a whole folder; what is not, or no longer, in the source is not in the copy either.
fn copy(from: &Path, to: &Path) -> io::Result<()> {
    if to.is_dir() {
        fs::remove_dir_all(to)?;
    } else if to.exists() {
        fs::remove_file(to)?;
    }
    if !from.exists() {
        return Ok(());
    }
    if from.is_dir() {
        fs::create_dir_all(to)?;
        for entry in fs::read_dir(from)? {
            let entry = entry?;
            copy(&entry.path(), &to.join(entry.file_name()))?;
        }
        return Ok(());
    }
    if let Some(parent) = to.parent() {
        fs::create_dir_all(parent)?;
    }
    fs::copy(from, to).map(|_| ())
}

/// Installs the locked packages, unless the very same ones are there: the only step that may need the Internet.
fn install(work: &Path) {
    let stamp = work.join("node_modules").join(".installed");
    let wanted: String = LOCKED.iter().filter_map(|name| fs::read_to_string(work.join(name)).ok()).collect();
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        return;
    }
    let arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"];
    run(work, "npm", &arguments, "npm could not install the packages of web/package-lock.json (it needs the Internet once)");
    if let Err(error) = fs::write(&stamp, wanted) {
        fail(&format!("{} could not be written: {error}", stamp.display()));
    }
}

fn run(work: &Path, program: &str, arguments: &[&str], failure: &str) {
    match Command::new(program).args(arguments).current_dir(work).output() {
        Ok(output) if output.status.success() => {
            print!("{}", String::from_utf8_lossy(&output.stdout))
        }
        Ok(output) => {
            let told = [output.stdout, output.stderr].concat();
            fail(&format!("{failure}:\n{}", String::from_utf8_lossy(&told)))
        }
        Err(error) => fail(&format!("{program} does not start ({error}). {ADVICE}")),
    }
}

fn fail(reason: &str) -> ! {
    for line in reason.lines() {
        println!("cargo::error={line}");
    }
    exit(1)
}
