//! The real program, as a child process on a port of its own choice.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::JoinHandle;

use ureq::Agent;
use ureq::http::StatusCode;

use super::{Person, form};
use gune::ledger::document::{Door, Signed};
use gune::ledger::log::VerifierKey;
use gune::ledger::{Body, DocumentId};

pub const FORM: &str = "application/x-www-form-urlencoded";
pub const TEXT: &str = "text/plain";

/// The program, serving the book in a folder. It is killed when this is dropped.
pub struct Program {
    child: Child,
    /// Such as `http://127.0.0.1:40123`.
    pub address: String,
    printed: Option<JoinHandle<()>>,
}

/// An answer of the program.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub body: String,
}

impl Program {
    /// Starts it, and waits until it has printed its address.
    pub fn start(folder: &Path) -> Program {
        Program::spawn(&mut command(folder)).expect("the program starts")
    }

    /// Starts it by any command; what it complained of if it does not serve.
    pub fn spawn(command: &mut Command) -> Result<Program, String> {
        let mut child = command.spawn().expect("the program can be run");
        let mut lines = BufReader::new(child.stdout.take().expect("piped")).lines();
        let address = lines.by_ref().map_while(Result::ok).find(|line| line.trim_start().starts_with("http://"));
        let Some(address) = address else {
            let mut complaint = String::new();
            child.stderr.take().expect("piped").read_to_string(&mut complaint).expect("it speaks UTF-8");
            let status = child.wait().expect("it can be waited for");
            assert_eq!(status.code(), Some(1), "it ends with a failure, not a crash: {complaint}");
            return Err(complaint);
        };
        // The rest is read too: a program whose words nobody takes would wait.
        let printed = std::thread::spawn(move || lines.map_while(Result::ok).for_each(drop));
        Ok(Program { child, address: address.trim().to_owned(), printed: Some(printed) })
    }

    /// SIGKILL: no farewell, no flush.
    pub fn kill(mut self) {
        self.end();
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    pub fn get(&self, agent: &Agent, path: &str) -> Answer {
        let mut response = agent.get(format!("{}{path}", self.address)).call().expect("the program answers");
        Answer { status: response.status(), body: response.body_mut().read_to_string().expect("an answer in UTF-8") }
    }

    pub fn log(&self, agent: &Agent) -> VerifierKey {
        self.get(agent, "/log/vkey").body.trim_end().parse().expect("a verifier key")
    }

    /// Opens a market whose door is open, with people who joined it, each granted `first` hundredths.
    pub fn open_market(&self, folder: &Path, organiser: &Person, people: &[Person], (first, period): (u64, u64)) -> DocumentId {
        let agent = agent();
        let token = fs::read_to_string(folder.join("keys/organiser")).expect("the organiser's secret");
        let opening: Signed<Body> = organiser.open(&self.log(&agent), first, period);
        let url = format!("{}/documents", self.address);
        let opened = agent
            .post(&url)
            .header("content-type", FORM)
            .header("cookie", format!("organiser={}", token.trim()))
            .send(form(&opening.to_text(), &["Organisatrice"]))
            .expect("the program answers");
        assert_eq!(opened.status(), 201);
        let currency = opening.id();
        let opened = send(&agent, &url, TEXT, organiser.door(currency, 2, Door::Open).to_text());
        assert_eq!(opened.expect("the program answers").status, 201);
        for person in people {
            let joined = send(&agent, &url, FORM, form(&person.join(currency, "Quelqu’un").to_text(), &["Quelqu’un"]));
            assert_eq!(joined.expect("the program answers").status, 201);
        }
        currency
    }

    fn end(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
        if let Some(printed) = self.printed.take() {
            let _ = printed.join();
        }
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        self.end();
    }
}

/// The command that serves the book in this folder.
pub fn command(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gune"));
    with_arguments(&mut command, folder);
    command
}

/// The same, started by a shell that takes something away from it first.
pub fn deprived(folder: &Path, deprive: &str) -> Command {
    let mut command = Command::new("sh");
    command.arg("-c").arg(format!("{deprive}; exec \"$0\" \"$@\"")).arg(env!("CARGO_BIN_EXE_gune"));
    with_arguments(&mut command, folder);
    command
}

fn with_arguments(command: &mut Command, folder: &Path) {
    command.args(["serve", "--no-browser", "--listen", "127.0.0.1:0", "--data"]).arg(folder);
    command.env("LC_ALL", "en").stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
}

/// A client that takes every status as an answer, and keeps its connection.
pub fn agent() -> Agent {
    Agent::config_builder().http_status_as_error(false).build().into()
}

pub fn send(agent: &Agent, url: &str, kind: &str, body: String) -> Result<Answer, ureq::Error> {
    let mut response = agent.post(url).header("content-type", kind).send(body)?;
    Ok(Answer { status: response.status(), body: response.body_mut().read_to_string()? })
}
