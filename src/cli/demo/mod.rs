//! `gune demo`: a rehearsal market, where simulated people with real keys do what people do, through the real network.

mod act;
mod hear;
mod opening;
mod phone;
mod plan;
mod room;
mod story;
mod tell;
mod village;
mod watch;
mod way;

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Instant;

use clap::Args;
use jiff::tz::TimeZone;
use tempfile::TempDir;
use tokio::sync::oneshot;

use super::audit::{self, AuditArgs};
use super::serve::{self, Serving};
use crate::sequencer::Clock;
use crate::store::BOOK;
use crate::text::Text;
use story::{Pace, Story, Summary};
use tell::Teller;

/// What `gune demo` is told.
#[derive(Args, Clone, Debug)]
pub struct Arguments {
    /// How many people come.
    #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u16).range(2..=1_000))]
    people: u16,
    /// The same seed tells the same story.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// An afternoon of four hours as fast as this computer can, instead of at a pace to watch.
    #[arg(long)]
    fast: bool,
    /// The address to listen on.
    #[arg(long, default_value = "0.0.0.0:8080")]
    listen: SocketAddr,
    /// The folder of the rehearsal's book; without it, a passing one that is deleted at the end.
    #[arg(long)]
    data: Option<PathBuf>,
    /// The address that people type, if it is not the machine's own.
    #[arg(long)]
    address: Option<String>,
    /// Stop when the story is over, and audit its book: 0 if all is right, 1 if the story failed, 3 if the book is wrong.
    #[arg(long)]
    exit: bool,
    /// Do not open the organiser's link in a browser.
    #[arg(long)]
    no_browser: bool,
}

/// Plays a rehearsal.
pub fn run(arguments: &Arguments, text: Text) -> ExitCode {
    let played = folder(arguments, text).and_then(|(folder, passing)| {
        let code = play(arguments, text, &folder);
        drop(passing);
        code
    });
    played.unwrap_or_else(|why| {
        eprintln!("gune: {}", text.demo_broken(why));
        ExitCode::FAILURE
    })
}

/// Where the book is kept, and the guard of a folder that passes.
fn folder(arguments: &Arguments, text: Text) -> Result<(PathBuf, Option<TempDir>), String> {
    match &arguments.data {
        Some(folder) if folder.join(BOOK).exists() => Err(text.demo_occupied(folder.display().to_string())),
        Some(folder) => Ok((folder.clone(), None)),
        None => {
            let passing = tempfile::Builder::new().prefix("gune-demo-").tempdir().map_err(|error| error.to_string())?;
            Ok((passing.path().to_owned(), Some(passing)))
        }
    }
}

fn play(arguments: &Arguments, text: Text, folder: &Path) -> Result<ExitCode, String> {
    let pace = if arguments.fast { Pace::FAST } else { Pace::WATCHED };
    let clock = clock(pace);
    let serving = Serving {
        listen: arguments.listen,
        data: folder.to_owned(),
        keys: folder.join("keys"),
        origin: None,
        address: arguments.address.clone(),
        browser: !arguments.no_browser,
        rehearsal: true,
        clock: clock.clone(),
    };
    let runtime = super::runtime()?;
    let ready = runtime.block_on(serve::ready(&serving)).map_err(|error| error.to_string())?;
    serve::announce(&ready, text);
    introduce(arguments, text, folder);
    if serving.browser {
        // Without a browser the link stands in the terminal.
        let _ = webbrowser::open(&serve::organisers_link(&ready));
    }
    let listen = ready.listener.local_addr().map_err(|error| error.to_string())?;
    let teller = Teller { text, zone: TimeZone::system() };
    let (stop, stopped) = mpsc::channel();
    let (over, story_over) = oneshot::channel::<()>();
    let cast = (arguments.seed, usize::from(arguments.people));
    let mut story = Story::new(Arc::clone(&ready.app), clock, pace, teller, cast, stopped);
    let (again, exit) = (!arguments.fast && !arguments.exit, arguments.exit);
    let began = Instant::now();
    let told = thread::spawn(move || {
        let summary = story.play(&door(listen), again);
        if summary.is_ok() && !exit {
            story.linger();
        }
        drop(over);
        summary
    });
    let interrupted = Arc::new(AtomicBool::new(false));
    let asked = Arc::clone(&interrupted);
    let end = async move {
        tokio::select! {
            () = serve::end_asked() => asked.store(true, Ordering::Relaxed),
            _ = story_over => {}
        }
    };
    runtime.block_on(serve::serve(ready, end)).map_err(|error| error.to_string())?;
    drop(stop);
    if interrupted.load(Ordering::Relaxed) {
        // The story finds its market gone: it is not waited for.
        return Ok(ExitCode::SUCCESS);
    }
    let summary = told.join().map_err(|_| "the story's thread ended".to_owned())?;
    let summary = summary.map_err(|broken| broken.to_string())?;
    println!("\n{}\n{}", text.demo_over(), counts(text, &summary));
    println!("{}\n", text.demo_entries(text.integer(summary.entries), text.integer(began.elapsed().as_secs())));
    let verdict = audit::run(&AuditArgs::of(folder));
    Ok(if verdict == ExitCode::SUCCESS && summary.unexpected > 0 { ExitCode::FAILURE } else { verdict })
}

/// What is said before the story.
fn introduce(arguments: &Arguments, text: Text, folder: &Path) {
    let place = folder.display().to_string();
    println!("{}", text.demo_lead(arguments.seed.to_string()));
    println!("{}", if arguments.data.is_some() { text.demo_kept(place) } else { text.demo_passing(place) });
    println!("{}\n", text.demo_stop());
}

/// What happened, in figures.
fn counts(text: Text, summary: &Summary) -> String {
    let number = |count: u64| text.integer(count);
    let done =
        text.demo_counts(number(summary.people), number(summary.listings), number(summary.payments), number(summary.given_back));
    let beside = text.demo_counts_beside(number(summary.refused), number(summary.looks), number(summary.unexpected));
    format!("{done}\n{beside}")
}

/// The machine's clock; or one that is moved by hand, so that the afternoon told ends now.
fn clock(pace: Pace) -> Clock {
    match pace.step {
        None => Clock::System,
        Some(step) => {
            let begin = Clock::System.now().seconds().saturating_sub(step * pace.rounds);
            Clock::ByHand(Arc::new(AtomicU64::new(begin)))
        }
    }
}

/// Where this machine itself reaches the market.
fn door(listen: SocketAddr) -> String {
    let ip = match listen.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
        IpAddr::V6(ip) if ip.is_unspecified() => IpAddr::V6(Ipv6Addr::LOCALHOST),
        ip => ip,
    };
    format!("http://{}", SocketAddr::new(ip, listen.port()))
}
