//! Witnesses that lie, hang or pour: the market goes on as if they were not there, and says so of each.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use ed25519_dalek::SigningKey;
use gune::ledger::log::{AddCheckpoint, Cosigner};

use crate::log::Log;
use crate::programs::{Market, Premises, Witness, wait_for};

/// What a liar answers to a question.
type Lie = fn(&AddCheckpoint, &mut TcpStream) -> std::io::Result<()>;

/// More than the system itself holds on the way, so that the liar notices when it is hung up on.
const POURED: usize = 64 * 1024 * 1024;

/// A server that answers every question with a lie.
struct Liar {
    line: String,
    name: String,
    /// Connections at this moment, and the most there ever were at once.
    open: Arc<(AtomicUsize, AtomicUsize)>,
    asked: Arc<AtomicUsize>,
}

fn cosigner(number: u8) -> Cosigner {
    Cosigner::new(&format!("menteur.example/{number}"), SigningKey::from_bytes(&[number; 32])).unwrap()
}

fn respond(stream: &mut TcpStream, status: &str, kind: &str, body: &[u8]) -> std::io::Result<()> {
    write!(stream, "HTTP/1.1 {status}\r\ncontent-type: {kind}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n", body.len())?;
    stream.write_all(body)
}

impl Liar {
    fn start(number: u8, lie: Lie) -> Liar {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let witness = cosigner(number);
        let line = format!("{} http://{}\n", witness.verifier(), listener.local_addr().unwrap());
        let open = Arc::new((AtomicUsize::new(0), AtomicUsize::new(0)));
        let asked = Arc::new(AtomicUsize::new(0));
        let (counted, questions) = (Arc::clone(&open), Arc::clone(&asked));
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let (counted, questions) = (Arc::clone(&counted), Arc::clone(&questions));
                std::thread::spawn(move || {
                    let now = counted.0.fetch_add(1, Ordering::SeqCst) + 1;
                    counted.1.fetch_max(now, Ordering::SeqCst);
                    if let Some(question) = stream.as_ref().ok().and_then(read) {
                        questions.fetch_add(1, Ordering::SeqCst);
                        // Whoever asked may hang up on it: that is what is tested.
                        let _ = lie(&question, &mut stream.unwrap());
                    }
                    counted.0.fetch_sub(1, Ordering::SeqCst);
                });
            }
        });
        Liar { line, name: witness.verifier().name().to_owned(), open, asked }
    }
}

/// The question in a request.
fn read(mut stream: &TcpStream) -> Option<AddCheckpoint> {
    let mut bytes = Vec::new();
    loop {
        let mut some = [0; 4096];
        let read = stream.read(&mut some).ok().filter(|read| *read > 0)?;
        bytes.extend_from_slice(&some[..read]);
        let text = String::from_utf8_lossy(&bytes);
        let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
        let length = head.to_ascii_lowercase().lines().find_map(|line| line.strip_prefix("content-length: ")?.parse().ok());
        if body.len() >= length.unwrap_or(0) {
            return Some(AddCheckpoint::parse(body.as_bytes()).expect("what the market asks is well formed"));
        }
    }
}

/// A cosignature of this text by this key, as an answer.
fn line(number: u8, text: &str) -> String {
    format!("{}\n", cosigner(number).sign(text, 1_795_874_600).unwrap())
}

const OK: &str = "200 OK";
const TEXT: &str = "text/plain";
const SIZE: &str = "text/x.tlog.size";

#[test]
fn liars_leave_the_market_as_it_was_and_an_honest_witness_beside_them_is_heard() {
    static POURED_IN: AtomicUsize = AtomicUsize::new(0);
    let unsound = "Répond autre chose qu’une contresignature valable";
    let lies: [(Lie, &str); 14] = [
        (|_, stream| respond(stream, OK, TEXT, b"<html>Bienvenue</html>"), unsound),
        (|_, stream| respond(stream, OK, TEXT, b""), unsound),
        (|_, stream| stream.write_all(&[0xff; 4096]), "Absent depuis"),
        // Another key, the right key over another head, and the right line beside a false one.
        (|question, stream| respond(stream, OK, TEXT, line(77, question.checkpoint.text()).as_bytes()), unsound),
        (|_, stream| respond(stream, OK, TEXT, line(5, Log::new(3).head(3).text()).as_bytes()), unsound),
        (
            |question, stream| {
                let (right, false_) = (line(6, question.checkpoint.text()), line(6, Log::new(3).head(3).text()));
                respond(stream, OK, TEXT, format!("{right}{false_}").as_bytes())
            },
            unsound,
        ),
        // A flood.
        (
            |_, stream| {
                let head = format!("HTTP/1.1 {OK}\r\ncontent-type: {TEXT}\r\ncontent-length: {POURED}\r\n\r\n");
                stream.write_all(head.as_bytes())?;
                for poured in 1..=POURED / 4096 {
                    stream.write_all(&[b'x'; 4096])?;
                    POURED_IN.fetch_max(poured * 4096, Ordering::SeqCst);
                }
                Ok(())
            },
            unsound,
        ),
        // Never answers; sizes that are none, that change, that are those asked with, that are too large.
        (|_, stream| stream.read(&mut [0; 16]).map(drop), "Absent depuis"),
        (|_, stream| respond(stream, "409 Conflict", SIZE, b"many\n"), unsound),
        (|question, stream| respond(stream, "409 Conflict", SIZE, format!("{}\n", 1 - question.old.min(1)).as_bytes()), unsound),
        (|question, stream| respond(stream, "409 Conflict", SIZE, format!("{}\n", question.old).as_bytes()), unsound),
        (|_, stream| respond(stream, "409 Conflict", SIZE, b"18446744073709551615\n"), "Dit avoir contresigné 18"),
        // Leads elsewhere; declines without a reason.
        (
            |_, stream| stream.write_all(b"HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n"),
            "Refuse, réponse 302",
        ),
        (|_, stream| respond(stream, "418 I'm a teapot", TEXT, &vec![b'x'; 100_000]), "Refuse, réponse 418"),
    ];
    let here = Premises::new();
    let desk = tempfile::tempdir().unwrap();
    let honest = Witness::start(desk.path(), 0, &here.log);
    let liars: Vec<Liar> = (1..).zip(&lies).map(|(number, (lie, _))| Liar::start(number, *lie)).collect();
    here.list(&liars.iter().map(|liar| liar.line.clone()).chain([honest.line()]).collect::<String>());
    let mut market = Market::open(&here);

    // What waits for a liar waits for ten seconds; a payment never does.
    let longest = (1..=60).map(|amount| market.pay(amount)).max().unwrap();
    assert!(longest < Duration::from_secs(3), "{longest:?}");
    let note = market.cosigned_by(&honest.key);
    assert_eq!(note.signatures().len(), 2, "no line by a liar: {note}");
    for (liar, (_, words)) in liars.iter().zip(&lies) {
        wait_for(&format!("{}: {words}", liar.name), || says(&market.page(), &liar.name).contains(words).then_some(()));
        assert!(says(&market.page(), &liar.name).contains("n’a encore rien contresigné"));
        assert!(liar.asked.load(Ordering::SeqCst) > 0);
    }
    // The one that never answers has its question until it is hung up on, and no second one beside it.
    let silent = &liars[7];
    wait_for("it is asked again", || (silent.asked.load(Ordering::SeqCst) > 1).then_some(()));
    assert_eq!(silent.open.1.load(Ordering::SeqCst), 1, "never two questions at once");
    let honest_line = says(&market.page(), honest.key.name());
    assert!(honest_line.contains("contresignée par") && !honest_line.contains("depuis le"), "{honest_line}");
    let poured = POURED_IN.load(Ordering::SeqCst);
    assert!(poured > 0 && poured < POURED, "it was hung up on: {poured}");
    // The longer they lie, the more rarely they are asked: more than twelve seconds have passed since the first question.
    let asked = liars[0].asked.load(Ordering::SeqCst);
    assert!((2..=7).contains(&asked), "{asked}");
    assert!(market.pay(1) < Duration::from_secs(3));
}

/// The line of this witness on the book's page.
fn says(page: &str, name: &str) -> String {
    let lines =
        page.split("<li class=\"row\">").filter(|line| line.contains(&format!("{name} ")) || line.contains(&format!("{name},")));
    lines.map(|line| line.split("</li>").next().unwrap_or_default()).collect()
}
