//! `gune keys`: the key that signs the book's heads.

use std::path::PathBuf;
use std::process::ExitCode;

use super::{failed, log_key, spoken};

/// What `gune keys` is told.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The folder of the log's key
    #[arg(long, default_value = "keys")]
    keys: PathBuf,
    /// The log's name, chosen when its key is made
    #[arg(long, value_name = "NAME")]
    origin: Option<String>,
}

/// Shows the verifier key, and says where the private one lies.
pub fn run(arguments: &Arguments) -> ExitCode {
    let key = match log_key::load_or_make(&arguments.keys, arguments.origin.as_deref()) {
        Ok(key) => key,
        Err(error) => return failed(error.to_string()),
    };
    let text = spoken();
    let path = key.path.display().to_string();
    // The line alone goes to the output, so that it can be piped; the words about it beside it.
    if key.made {
        eprintln!("{}", text.log_key_made());
    }
    eprintln!("{}", text.log_key_verifier());
    println!("{}", key.signer.verifier());
    eprintln!("{}", text.log_key_private(&path));
    if key.exposed {
        eprintln!("{}", text.log_key_readable(&path));
    }
    ExitCode::SUCCESS
}
