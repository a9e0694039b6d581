//! The pages of one person: door, market, paying, receipts.

use gune::http::page::door::{Card, Door, Restore, Waiting};
use gune::http::page::erase::{Erase, Erased};
use gune::http::page::market::{Listing, Market, Offer};
use gune::http::page::me::{Explained, Key, Me};
use gune::http::page::pay::{Check, Collect, Pay, PayEntry, Receipt, Refund};
use gune::http::page::{Frame, Person, Tab, Tile};
use gune::text::{Language, Money, Text};

use crate::Shown;
use crate::values::*;

/// The pages of one person, in one language.
pub fn pages(language: Language) -> Vec<Shown> {
    let text = Text::new(language);
    let it = Sample { text, dividends: true };
    let units = Sample { text, dividends: false };
    let mut shown = Vec::new();
    let mut show = |name: &str, html: Result<String, askama::Error>| {
        let html = html.expect("templates of ready values cannot fail");
        shown.push(Shown { name: format!("{name}.{}", language.code()), language, html });
    };
    use askama::Template as _;

    let door = |open, grant: Option<&str>| Door {
        page: it.visitor(),
        place: "Roubaix, La Condition publique".into(),
        members: 23,
        open,
        grant: grant.map(Into::into),
    };
    show("door", door(true, Some("10\u{a0}Ğ")).render());
    show("door-shut", door(false, None).render());
    show("waiting", Waiting { page: it.visitor(), name: "Inès".into(), short: "5vT8…KoMi:c3p".into() }.render());
    show("restore", Restore { page: it.visitor() }.render());
    show(
        "card",
        Card {
            page: it.frame(Tab::Me),
            name: "Inès".into(),
            short: "5vT8…KoMi:c3p".into(),
            address: "http://192.168.1.20:8017".into(),
        }
        .render(),
    );

    let explained = |rule: &str| Explained {
        rule: rule.into(),
        amount: "11,30\u{a0}Ğ".into(),
        members: 24,
        supply: "2\u{202f}712".into(),
        mean: "113".into(),
        growth: text.percent(100_000_000),
        first: "10\u{a0}Ğ".into(),
        steps: vec!["M/N = 2 712 ÷ 24 = 113".into(), "c × M/N = 10 % × 113 = 11,30".into()],
        period: text.percent(100_000_000),
        share: text.percent(1_284_000_000),
    };
    let me = |page, movements, listings, member| Me {
        page,
        name: "Inès".into(),
        address: ADDRESS.into(),
        short: "5vT8…KoMi:c3p".into(),
        member,
        balance: it.money(145_120),
        next: if member { it.next() } else { None },
        dividend: explained("ratio"),
        movements: it.movements(movements),
        statement: format!("/book/account/{ADDRESS}"),
        listings: it.tiles(listings),
        finished: vec![it.tile(8)],
        keys: vec![
            Key {
                key: ADDRESS.into(),
                short: "7hRq…8dKo".into(),
                since: text.ago(NOW - 7000, NOW),
                limit: Some("30\u{a0}DU par jour".into()),
                organises: false,
                revoked: false,
            },
            Key {
                key: ADDRESS.into(),
                short: "3nYb…4uXw".into(),
                since: text.ago(NOW - 700_000, NOW),
                limit: None,
                organises: true,
                revoked: true,
            },
        ],
    };
    show("me", me(it.frame(Tab::Me), 8, 3, true).render());
    show("me-empty", me(it.frame(Tab::Me), 0, 0, false).render());
    let banners = me(it.frame(Tab::Me), 3, 1, true).render().map(|html| {
        html.replace("data-variant=\"red\" hidden", "data-variant=\"red\"")
            .replace("data-variant=\"green\" hidden", "data-variant=\"green\"")
    });
    show("me-banners", banners);

    let nameless = || Person { name: "5vT8…KoMi:c3p".into(), ..it.person(0) };
    show("erase", Erase { page: it.frame(Tab::Me), me: it.person(0) }.render());
    show("erase-again", Erase { page: it.frame(Tab::Me), me: nameless() }.render());
    show(
        "erased",
        Erased {
            page: it.frame(Tab::Me),
            index: 215,
            who: nameless(),
            when: "28 novembre 2026, 17\u{a0}h\u{a0}03".into(),
            texts: 7,
            proof: it.proof(215, &format!("gune/1 erasure\naccount: {ADDRESS}\nkey: {ADDRESS}\nnumber: 12\n")),
            words: it.words(),
        }
        .render(),
    );

    let market = |page, count: usize, search: &str| Market {
        page,
        members: 24,
        count: 61,
        next: it.next(),
        category: String::new(),
        sort: String::new(),
        search: search.into(),
        categories: it.categories(true),
        sorts: it.sorts(true),
        tiles: it.tiles(count),
        more: (count > 10).then(|| "/market?page=2".into()),
    };
    show("market", market(it.frame(Tab::Market), 18, "").render());
    show("market-nothing", market(it.visitor(), 0, "girafe").render());
    show("market-empty", market(Frame { demo: true, ..units.frame(Tab::Market) }, 0, "").render());
    let listing = |tile: Tile, mine| Listing {
        page: it.frame(Tab::Market),
        tile,
        lines: vec![
            "Farine du moulin d’à côté, levain de trois ans.".into(),
            "À retirer au stand, ou livré à vélo le soir.".into(),
        ],
        quantity: 3,
        stand: Some("12".into()),
        owner: it.person(2),
        mine,
    };
    show("listing", listing(it.tile(0), false).render());
    show("listing-mine", listing(it.tile(9), true).render());
    show("listing-closed", listing(it.tile(8), false).render());
    let price_in =
        ["units", "UD", "libre", ""].map(|kind| (kind, text.price_in(if kind.is_empty() { "none" } else { kind }, "Ğ")));
    let offer = |replaces: &str| Offer {
        page: it.frame(Tab::Offer),
        replaces: replaces.into(),
        title: String::new(),
        text: String::new(),
        price: String::new(),
        quantity: 1,
        stand: String::new(),
        photo: String::new(),
        sorts: it.sorts(false),
        categories: it.categories(false),
        price_in: it.choices(&price_in, "UD"),
        dividend: units.money(DIVIDEND),
    };
    show("offer", offer("").render());
    show("offer-change", offer("listing3").render());

    show(
        "pay-entry",
        PayEntry { page: it.frame(Tab::Pay), unknown: String::new(), recent: (0..3).map(|place| it.person(place)).collect() }
            .render(),
    );
    show("pay-entry-unknown", PayEntry { page: it.frame(Tab::Pay), unknown: "k7mq".into(), recent: vec![] }.render());
    let document = document();
    let pay = |payee, fixed: Option<Money>, missing: Option<&str>| Pay {
        page: it.frame(Tab::Pay),
        payee,
        amount: if fixed.is_some() { "6,5".into() } else { String::new() },
        dividend: DIVIDEND,
        counted_in_dividends: true,
        memo: String::new(),
        listing: fixed.as_ref().map(|_| ("listing1".into(), "Miel de châtaignier, 500 g".into())),
        fixed,
        libre: false,
        free: false,
        missing: missing.map(Into::into),
        document: document.clone(),
    };
    show("pay", pay(it.person(1), Some(it.money(7345)), None).render());
    show("pay-short", pay(it.person(11), None, Some("12,4\u{a0}DU")).render());
    show(
        "collect",
        Collect {
            page: it.frame(Tab::Pay),
            me: it.person(0),
            amount: "6,5".into(),
            asked: Some(it.money(7345)),
            memo: "miel".into(),
            listing: Some(("listing1".into(), "Miel de châtaignier, 500 g".into())),
            qr: it.code("http://192.168.1.20:8017/pay?to=5vT8kQm3nYb4uXw7hRq2cJd9eLpZs6aGtFxVb1NyKoMi&amount=73.45"),
            link: format!("http://192.168.1.20:8017/pay?to={ADDRESS}&amount=73.45"),
            code: "k7mq".into(),
        }
        .render(),
    );
    show(
        "collect-open",
        Collect {
            page: it.frame(Tab::Pay),
            me: it.person(0),
            amount: String::new(),
            asked: None,
            memo: String::new(),
            listing: None,
            qr: it.code("http://192.168.1.20:8017/pay?to=5vT8"),
            link: format!("http://192.168.1.20:8017/pay?to={ADDRESS}"),
            code: "k7mq".into(),
        }
        .render(),
    );
    let receipt = |refund: Option<Refund>| Receipt {
        page: it.frame(Tab::Me),
        index: 214,
        from: it.person(0),
        to: vec![(it.person(1), it.money(7345))],
        amount: it.money(7345),
        when: "28 novembre 2026, 14\u{a0}h\u{a0}03".into(),
        memo: Some("merci, il est délicieux".into()),
        listing: Some(("listing1".into(), "Miel de châtaignier, 500 g".into())),
        refund_of: None,
        proof: it.proof(214, &document),
        words: it.words(),
        refund,
    };
    let verified = receipt(None).render().map(|html| {
        html.replace("data-verdict=\"pending\" role=\"status\"", "data-verdict=\"pending\" role=\"status\" hidden")
            .replace("data-verdict=\"true\" role=\"status\" hidden", "data-verdict=\"true\" role=\"status\"")
    });
    show("check", Check { page: it.frame(Tab::Book) }.render());
    show("receipt", verified);
    show("receipt-refund", receipt(Some(Refund { amount: "73,45".into(), shown: units.money(7345) })).render());

    shown
}
