//! Another spelling of what is right in every other respect, with a right signature: refused, because every value has one.

use super::heads::unseen_key_line;
use crate::lie::{Broken, Hand, Kind, document, signed_again};
use crate::village::{ALICE, log_key, person};

/// What is done to an entry's text.
type Change<T> = fn(&str) -> T;

pub fn kinds() -> Vec<Kind> {
    let payments: [(&str, Change<String>); 24] = [
        ("amount-with-a-leading-zero", |text| amount(text, |sum| format!("0{sum}"))),
        ("amount-with-a-comma", |text| amount(text, |sum| sum.replace('.', ","))),
        ("amount-with-one-decimal", |text| amount(text, |sum| sum[..sum.len() - 1].to_owned())),
        ("amount-with-a-plus", |text| amount(text, |sum| format!("+{sum}"))),
        ("amount-beyond-the-largest", |text| amount(text, |_| "90071992547409.92".to_owned())),
        ("payee-twice", |text| in_line(text, "to: ", |line| format!("{line}\n{line}"))),
        ("payee-with-a-leading-one", |text| in_line(text, "to: ", |line| line.replacen("to: ", "to: 1", 1))),
        ("space-at-a-lines-end", |text| in_line(text, "number: ", |line| format!("{line} "))),
        ("two-spaces-after-a-colon", |text| in_line(text, "number: ", |line| line.replacen(": ", ":  ", 1))),
        ("tab-after-a-colon", |text| in_line(text, "number: ", |line| line.replacen(": ", ":\t", 1))),
        ("number-with-a-leading-zero", |text| in_line(text, "number: ", |line| line.replacen(": ", ": 0", 1))),
        ("number-of-zero", |text| in_line(text, "number: ", |_| "number: 0".to_owned())),
        ("number-beyond-the-largest", |text| in_line(text, "number: ", |_| "number: 9007199254740992".to_owned())),
        ("number-in-other-digits", |text| in_line(text, "number: ", |line| line.replace('1', "١"))),
        ("field-in-capitals", |text| in_line(text, "number: ", |line| line.replacen("number", "Number", 1))),
        ("field-that-does-not-exist", |text| in_line(text, "number: ", |line| format!("{line}\nnote: hello"))),
        ("field-twice", |text| in_line(text, "number: ", |line| format!("{line}\n{line}"))),
        ("field-left-out", |text| in_line(text, "number: ", |_| String::new()).replacen("\n\n", "\n", 1)),
        ("currency-left-out", |text| in_line(text, "currency: ", |_| String::new()).replacen("\n\n", "\n", 1)),
        ("empty-line", |text| in_line(text, "number: ", |line| format!("{line}\n"))),
        ("version-of-tomorrow", |text| text.replacen("gune/1 ", "gune/2 ", 1)),
        ("kind-that-does-not-exist", |text| text.replacen("gune/1 payment", "gune/1 gift", 1)),
        ("kind-in-capitals", |text| text.replacen("gune/1 payment", "gune/1 Payment", 1)),
        ("hidden-character", |text| in_line(text, "account: ", |line| format!("{line}\u{200b}"))),
    ];
    let mut kinds: Vec<Kind> =
        payments.into_iter().map(|(name, change)| Kind::rule(name, move |hand| payment(hand, change))).collect();
    let unsigned: [(&str, &str, Change<Vec<u8>>); 15] = [
        ("lines-end-as-elsewhere", "malformed", |text| {
            let (at, rest) = text.split_once('\n').unwrap();
            format!("{at}\n{}", rest.replace('\n', "\r\n")).into_bytes()
        }),
        ("line-after-the-signature", "malformed", |text| format!("{text}memo: more\n").into_bytes()),
        ("empty-line-at-the-end", "malformed", |text| format!("{text}\n").into_bytes()),
        ("last-line-without-an-end", "malformed", |text| text.trim_end().into()),
        ("signature-left-out", "malformed", |text| text[..text.rfind("signature: ").unwrap()].into()),
        ("signature-twice", "malformed", |text| in_line(text, "signature: ", |line| format!("{line}\n{line}")).into_bytes()),
        ("signature-without-padding", "malformed", |text| text.replace("==\n", "\n").into_bytes()),
        ("signature-with-unused-bits", "malformed", |text| {
            // Of the last character before the padding only two bits count.
            let at = text.len() - 4;
            let next = char::from(text.as_bytes()[at] + 1);
            format!("{}{next}{}", &text[..at], &text[at + 1..]).into_bytes()
        }),
        ("signature-of-63-bytes", "malformed", |text| format!("{}\n", &text[..text.len() - 5]).into_bytes()),
        ("bytes-that-are-no-text", "malformed", |text| {
            let mut bytes = text.as_bytes().to_vec();
            let at = text.find("number: ").unwrap();
            bytes[at] = 0xff;
            bytes
        }),
        ("longer-than-any-document", "malformed", |text| {
            in_line(text, "number: ", |line| format!("{line}\n{}", "memo: x\n".repeat(2_100))).into_bytes()
        }),
        ("nothing-after-the-moment", "malformed", |text| format!("{}\n", text.lines().next().unwrap()).into_bytes()),
        ("moment-left-out", "not-an-entry", |text| text.split_once('\n').unwrap().1.into()),
        ("moment-in-another-spelling", "not-an-entry", |text| {
            let (at, rest) = text.split_once('\n').unwrap();
            format!("{}\n{rest}", at.replace('Z', "+00:00")).into_bytes()
        }),
        ("moment-that-does-not-exist", "not-an-entry", |text| {
            let (_, rest) = text.split_once('\n').unwrap();
            format!("at: 2026-11-31T12:00:00Z\n{rest}").into_bytes()
        }),
    ];
    kinds.extend(unsigned.into_iter().map(|(name, code, change)| {
        Kind::rule(name, move |hand| {
            let line = hand.line(|_, entry| document(entry).is_some())?;
            Broken::new(hand.with(line, change(&hand.text(line))), code, line)
        })
    }));
    kinds.extend([
        Kind::rule("fields-in-another-order", |hand| payment(hand, |text| {
            let lines: Vec<&str> = text.lines().collect();
            let mut swapped = lines.clone();
            swapped.swap(3, 4);
            swapped.iter().map(|line| format!("{line}\n")).collect()
        })),
        Kind::rule("until-in-another-spelling", |hand| {
            let line = hand.line(|_, entry| document(entry).is_some_and(|document| document.until.is_some()))?;
            let text = in_line(&hand.text(line), "until: ", |line| line.replace('T', " "));
            Broken::new(hand.with(line, signed_again(&text)), "malformed", line)
        }),
        Kind::rule("salt-in-capitals", |hand| {
            let text = in_line(&hand.text(0), "salt: ", |line| line.to_uppercase().replacen("SALT", "salt", 1));
            Broken::new(hand.with(0, signed_again(&text)), "malformed", 0)
        }),
        Kind::rule("log-whose-name-cannot-be-seen", |hand| {
            let name = log_key().verifier().name().replacen('/', "/\u{202e}", 1);
            let text = in_line(&hand.text(0), "log: ", |_| format!("log: {}", unseen_key_line(&name)));
            Broken::new(hand.with(0, signed_again(&text)), "malformed", 0)
        }),
        Kind::rule("kind-that-stands-beside-the-book", |hand| {
            let line = hand.place(|_| true)?;
            let alice = person(ALICE).address();
            let currency = hand.honest.currency();
            let text = format!(
                "at: {}\ngune/1 withdrawal\ncurrency: {currency}\naccount: {alice}\nkey: {alice}\nnumber: 9\nlisting: {currency}\nsignature: \n",
                hand.moment(line)
            );
            Broken::new(hand.insert(line, vec![signed_again(&text).into_bytes()]), "malformed", line)
        }),
        Kind::rule("erasure-that-says-what", |hand| {
            let line = hand.line(|_, entry| entry.kind() == "erasure")?;
            let text = in_line(&hand.text(line), "number: ", |line| format!("{line}\nname: all of it"));
            Broken::new(hand.with(line, signed_again(&text)), "malformed", line)
        }),
        Kind::rule("dividend-with-a-line-more", |hand| dividend(hand, |text| format!("{text}memo: x\n"))),
        Kind::rule("dividend-with-fields-in-another-order", |hand| dividend(hand, |text| {
            let mut lines: Vec<&str> = text.lines().collect();
            lines.swap(3, 5);
            lines.iter().map(|line| format!("{line}\n")).collect()
        })),
        Kind::rule("dividend-in-another-spelling", |hand| dividend(hand, |text| text.replacen("rank: ", "rank: 0", 1))),
        Kind::rule("dividend-that-is-signed", |hand| {
            let signature = person(ALICE).sign_text("a dividend");
            dividend(hand, move |text| format!("{text}signature: {signature}\n"))
        }),
        Kind::rule("bytes-that-are-no-entry", |hand| {
            let line = hand.line(|_, _| true)?;
            let bytes: Vec<u8> = (0..hand.chance.usize(1..400)).map(|_| hand.chance.u8(..)).collect();
            (!bytes.starts_with(b"at: ")).then_some(())?;
            Broken::new(hand.with(line, bytes), "not-an-entry", line)
        }),
    ]);
    kinds
}

fn payment(hand: &mut Hand<'_>, change: impl Fn(&str) -> String) -> Option<Broken> {
    let line = hand.payment(|_| true)?;
    let text = hand.text(line);
    let changed = change(&text);
    (changed != text).then_some(())?;
    Broken::new(hand.with(line, signed_again(&changed)), "malformed", line)
}

fn dividend(hand: &mut Hand<'_>, change: impl Fn(&str) -> String) -> Option<Broken> {
    let line = hand.dividend()?;
    Broken::new(hand.with(line, change(&hand.text(line))), "malformed", line)
}

/// The text with its first line of this name changed.
fn in_line(text: &str, name: &str, change: impl Fn(&str) -> String) -> String {
    let line = text.lines().find(|line| line.starts_with(name)).unwrap();
    text.replacen(&format!("{line}\n"), &format!("{}\n", change(line)), 1)
}

/// The text with its first payee's amount spelled another way.
fn amount(text: &str, spell: impl Fn(&str) -> String) -> String {
    in_line(text, "to: ", |line| {
        let (payee, amount) = line.rsplit_once(' ').unwrap();
        format!("{payee} {}", spell(amount))
    })
}
