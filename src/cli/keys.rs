//! `gune keys`: the key that signs the book's heads.

use std::path::PathBuf;
use std::process::ExitCode;

use super::{failed, log_key, private_key, words};

/// What `gune keys` is told.
#[derive(Debug, clap::Args)]
pub struct KeysArgs {
    /// The folder of the log's key
    #[arg(long, default_value = "keys")]
    keys: PathBuf,
    /// The log's name, chosen when its key is made
    #[arg(long, value_name = "NAME")]
    origin: Option<String>,
}

/// Shows the verifier key, and says where the private one lies.
pub fn run(args: &KeysArgs) -> ExitCode {
    let text = words();
    let path = log_key::path(&args.keys);
    let made = !path.exists();
    let signer = match log_key::load_or_create(&args.keys, args.origin.as_deref()) {
        Ok(signer) => signer,
        Err(error) => return failed(error.to_string()),
    };
    let verifier = signer.verifier();
    if args.origin.as_deref().is_some_and(|origin| origin != verifier.name()) {
        return failed(text.log_key_named(verifier.name()));
    }
    let path_shown = path.display().to_string();
    // The line alone goes to the output, so that it can be piped; the words about it beside it.
    if made {
        eprintln!("{}", text.log_key_made());
    }
    eprintln!("{}", text.log_key_verifier());
    println!("{verifier}");
    eprintln!("{}", text.log_key_private(&path_shown));
    if private_key::is_exposed(&path) {
        eprintln!("{}", text.log_key_readable(&path_shown));
    }
    ExitCode::SUCCESS
}
