//! QR codes as SVG: one path, sharp at any size, dark on white whatever the theme so that every camera reads it.

use std::fmt::Write as _;

use qrcode::{Color, EcLevel, QrCode};

use super::Svg;
use crate::ledger::log::{Receipt, VerifierKey};

/// The quiet zone that ISO/IEC 18004 asks around a code, in modules.
const QUIET: usize = 4;

/// The code of these characters, with words for those who cannot see it; none when they are too many for any code. What
/// is too long for the usual correction (M mends 15 % of a code) gets the smaller one (L, 7 %), which holds a quarter more.
#[must_use]
pub fn qr(content: &str, label: &str) -> Option<Svg> {
    let at = |level| QrCode::with_error_correction_level(content, level).ok();
    let code = at(EcLevel::M).or_else(|| at(EcLevel::L))?;
    let (width, colors) = (code.width(), code.to_colors());
    // A row is one dashed line: a third of the characters that rectangles take.
    let mut path = String::new();
    for (y, row) in colors.chunks(width).enumerate() {
        let mut light = QUIET;
        let _ = write!(path, "M0 {y}.5", y = y + QUIET);
        for run in row.chunk_by(|one, next| one == next) {
            if run.first() == Some(&Color::Dark) {
                let _ = write!(path, "m{light} 0h{dark}", dark = run.len());
                light = 0;
            } else {
                light += run.len();
            }
        }
    }
    let side = width + 2 * QUIET;
    let label = askama::filters::escape(label, askama::filters::Html).ok()?;
    Some(Svg(format!(
        "<svg class=\"qr\" role=\"img\" viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\"><title>{label}</title>\
         <path fill=\"#fff\" d=\"M0 0h{side}v{side}H0z\"/><path stroke=\"#000\" d=\"{path}\"/></svg>"
    )))
}

/// A receipt as a code, named `receipt-code`: its lines, but for those of witnesses, which need more room than all others.
#[must_use]
pub fn receipt_qr(receipt: &Receipt, log: &VerifierKey, label: &str) -> Option<Svg> {
    Some(qr(&receipt.only_by(std::slice::from_ref(log)).to_string(), label)?.named("receipt-code"))
}

#[cfg(test)]
mod tests {
    use ed25519_dalek::SigningKey;
    use image::{GrayImage, Luma};
    use rqrr::PreparedImage;

    use super::*;
    use crate::ledger::log::{Checkpoint, Cosigner, Signer, Tree, leaf_hash};

    /// The drawing as pixels, so many for a module.
    fn drawn(svg: &Svg, module: u32) -> GrayImage {
        let after = |name: &str| svg.0.split_once(name).unwrap().1.split('"').next().unwrap();
        let side: u32 = after("viewBox=\"0 0 ").split(' ').next().unwrap().parse().unwrap();
        let mut picture = GrayImage::from_pixel(side * module, side * module, Luma([255]));
        for row in after("stroke=\"#000\" d=\"").split('M').skip(1) {
            let (start, runs) = row.split_once('m').unwrap();
            let y: u32 = start.strip_prefix("0 ").unwrap().strip_suffix(".5").unwrap().parse().unwrap();
            let mut x = 0;
            for run in runs.split('m') {
                let (light, dark) = run.split_once(" 0h").unwrap();
                let [light, dark]: [u32; 2] = [light, dark].map(|length| length.parse().unwrap());
                x += light;
                for (column, line) in (0..dark * module).flat_map(|column| (0..module).map(move |line| (column, line))) {
                    picture.put_pixel(x * module + column, y * module + line, Luma([0]));
                }
                x += dark;
            }
        }
        picture
    }

    /// How many modules the drawing is wide, its quiet border counted, and what a stranger's reader reads in it.
    fn looked_at(svg: &Svg) -> (u32, String) {
        let (modules, picture) = (drawn(svg, 1).width(), drawn(svg, 3));
        let [width, height] = [picture.width(), picture.height()].map(|side| usize::try_from(side).unwrap());
        let mut prepared = PreparedImage::prepare_from_greyscale(width, height, |x, y| picture.as_raw()[y * width + x]);
        let grids = prepared.detect_grids();
        let mut bytes = Vec::new();
        grids.first().expect("a code").decode_to(&mut bytes).unwrap();
        (modules, String::from_utf8(bytes).unwrap())
    }

    #[test]
    fn a_label_cannot_leave_its_title() {
        let svg = qr("http://atelier.test/", "<b>").map(|svg| svg.to_string());
        assert!(svg.is_some_and(|svg| svg.contains("viewBox=\"0 0 33 33\"") && !svg.contains("<b>")));
    }

    #[test]
    fn others_read_what_was_written() {
        for text in ["http://atelier.test/", "— né à Noël\nĞ 0123\n"] {
            assert_eq!(looked_at(&qr(text, "").unwrap()).1, text);
        }
    }

    #[test]
    fn what_is_too_long_for_the_usual_correction_gets_the_smaller_one_and_then_none() {
        let side = |length: usize| qr(&"x".repeat(length), "").map(|svg| looked_at(&svg).0);
        let largest = 177 + 8;
        assert_eq!(side(2_331), Some(largest), "the most that ISO/IEC 18004 has for M");
        assert!(side(2_332).is_some_and(|side| side < largest));
        assert_eq!(side(2_953), Some(largest), "the most that it has for L");
        assert_eq!(side(2_954), None);
    }

    /// The width of a code on paper over the smallest module that a phone's camera tells apart there: 100 mm, 0.5 mm.
    const MODULES_MAX: u32 = 200;

    /// A payment as long as one to so many people can be.
    fn payment(payees: usize) -> Vec<u8> {
        let address = "7bdadNDB1HAJautv4DuCfuEtnfiG5wLLV7EirFfk7rTB";
        let to = format!("to: {address} 123456.50\n").repeat(payees);
        let signature = "X7mOAZENNF4tkiJ3qcBL0ZXVHMxYIBTZ2h5Vf1yZR01LkZ3T2aTHWzGEqZzpHPY7UYDpsaaO1aGoOvbz/S2UCw==";
        let until = "2026-11-25T07:34:56Z";
        format!(
            "at: {until}\ngune/1 payment\ncurrency: {address}\naccount: {address}\nkey: {address}\nnumber: 1133\nuntil: {until}\n\
             {to}listing: {address}\nmemo: {address}\nsignature: {signature}\n"
        )
        .into_bytes()
    }

    /// The receipt of the last of so many entries (a power of two, where the way to the root is longest), its head cosigned by as many witnesses as a market may have.
    fn receipt(size: u64, entry: Vec<u8>, log: &Signer) -> Receipt {
        let mut tree = Tree::new();
        (1..size).for_each(|number| tree.append(leaf_hash(&number.to_be_bytes())));
        tree.append(leaf_hash(&entry));
        let mut head = Checkpoint::sign(size, tree.root(), log);
        for number in 1..=15 {
            let witness =
                Cosigner::new(&format!("association-{number}.example/w"), SigningKey::from_bytes(&[number; 32])).unwrap();
            head.add(witness.sign(head.text(), 1_800_000_000).unwrap()).unwrap();
        }
        Receipt::new(size - 1, entry, tree.inclusion(size - 1, size).unwrap(), head).unwrap()
    }

    #[test]
    fn the_code_of_any_payment_in_a_book_of_131_072_entries_can_be_read_from_paper_and_verifies() {
        let log = Signer::new("gune.local/7c052f5e", SigningKey::from_bytes(&[9; 32])).unwrap();
        for (size, payees) in [(16, 1), (1_024, 1), (131_072, 1), (131_072, 16)] {
            let entry = payment(payees);
            let receipt = receipt(size, entry.clone(), &log);
            let (modules, text) = looked_at(&receipt_qr(&receipt, log.verifier(), "").unwrap());
            println!("{size} entries, {payees} paid: {} bytes, {modules} modules", text.len());
            assert!(modules <= MODULES_MAX, "{size}, {payees}: {modules}");
            assert_eq!(text.matches('—').count(), 1, "{text}");
            let verified = Receipt::parse(text.as_bytes()).unwrap().verify(log.verifier()).unwrap();
            assert_eq!((verified.index, verified.entry), (size - 1, entry));
        }
    }
}
