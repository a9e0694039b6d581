//! Coming in: the door, the waiting room, an account found again, the rescue card.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;

use super::{Instead, Shown, answer, market, own_account, page, show};
use crate::http::app::App;
use crate::http::page::Tab;
use crate::http::page::door::{Card, Door, Restore, Waiting};
use crate::http::viewer::Viewer;
use crate::ledger::Pubkey;

/// `/`: the organiser's wizard before the opening, the door for who has no account here, the market for who has.
pub(in crate::http) async fn entrance(State(app): State<Arc<App>>, viewer: Viewer) -> Response {
    let place = {
        let book = app.sequencer.book();
        match &book.ledger {
            None if viewer.has_organisers_link(&app) => Instead::Elsewhere("/organise".into()),
            None => Instead::Unopened,
            Some(ledger) if own_account(&viewer, ledger).is_some() => Instead::Elsewhere("/market".into()),
            Some(_) => Instead::Elsewhere("/door".into()),
        }
    };
    answer(&app, &viewer, Err(place))
}

pub(in crate::http) async fn door(State(app): State<Arc<App>>, viewer: Viewer) -> Response {
    answer(&app, &viewer, show_door(&app, &viewer))
}

fn show_door(app: &App, viewer: &Viewer) -> Shown {
    let market = market(app, viewer)?;
    let open = market.standing.door_open;
    let granted = open && market.rule.grants_on_admission();
    Ok(page(&Door {
        page: viewer.frame(app, Tab::None),
        place: market.place.clone(),
        members: market.standing.members,
        open,
        grant: granted.then(|| format!("{}\u{a0}{}", viewer.text.amount(market.dividend().hundredths()), market.amounts.unit)),
    }))
}

pub(in crate::http) async fn waiting(State(app): State<Arc<App>>, viewer: Viewer) -> Response {
    let shown = show_waiting(&app, &viewer).await;
    answer(&app, &viewer, shown)
}

async fn show_waiting(app: &App, viewer: &Viewer) -> Shown {
    let (account, member) = known_account(app, viewer)?;
    if member {
        return Err(Instead::Elsewhere("/me".into()));
    }
    let name = name_of(app, account).await?;
    Ok(page(&Waiting { page: viewer.frame(app, Tab::Me), name, short: account.short() }))
}

pub(in crate::http) async fn restore(State(app): State<Arc<App>>, viewer: Viewer) -> Response {
    let shown = market(&app, &viewer).map(|_| page(&Restore { page: viewer.frame(&app, Tab::None) }));
    answer(&app, &viewer, shown)
}

pub(in crate::http) async fn card(State(app): State<Arc<App>>, viewer: Viewer) -> Response {
    let shown = show_card(&app, &viewer).await;
    answer(&app, &viewer, shown)
}

async fn show_card(app: &App, viewer: &Viewer) -> Shown {
    let (account, _) = known_account(app, viewer)?;
    let name = name_of(app, account).await?;
    let address = app.place.address.clone();
    Ok(page(&Card { page: viewer.frame(app, Tab::Me), name, short: account.short(), address }))
}

/// The viewer's account and whether it is a member; whoever has none is shown the door.
pub(super) fn known_account(app: &App, viewer: &Viewer) -> Result<(Pubkey, bool), Instead> {
    let book = app.sequencer.book();
    let ledger = book.ledger.as_ref().ok_or(Instead::Unopened)?;
    let account = own_account(viewer, ledger).ok_or_else(|| Instead::Elsewhere("/door".into()))?;
    let member = ledger.accounts().get(&account).is_some_and(|account| account.member);
    Ok((account, member))
}

async fn name_of(app: &App, account: Pubkey) -> Result<String, Instead> {
    let row = app.read(move |reader| reader.account(&account)).await?;
    Ok(row.map(|row| show::person_of(row).name).unwrap_or_default())
}
