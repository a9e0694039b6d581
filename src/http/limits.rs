//! How much one address may ask: enough for anybody's hands, too little for a script.

use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::extract::{ConnectInfo, Request, State};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::Response;

use super::app::App;
use super::headers::secured;
use super::problem::Problem;
use super::viewer::Viewer;

/// In a window of this length …
const WINDOW: Duration = Duration::from_secs(10);
/// … an address may send so many documents and photos (a desk that enters slips sends one every few seconds) …
const POSTS_MAX: u32 = 60;
/// … and ask for so many pages (a room that shares one address behind a router asks for many).
const GETS_MAX: u32 = 2_000;
/// How many addresses are counted at the most; beyond that all share what is left.
const ADDRESSES_MAX: usize = 4_096;

/// What each address has asked for in the present window.
#[derive(Debug)]
pub(super) struct Limits(Mutex<Window>);

#[derive(Debug)]
struct Window {
    began: Instant,
    asked: HashMap<Option<IpAddr>, (u32, u32)>,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits(Mutex::new(Window { began: Instant::now(), asked: HashMap::new() }))
    }
}

impl Limits {
    /// Whether this request is one too many. None from the laptop itself ever is.
    pub fn refuses(&self, request: &Request) -> bool {
        let address = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip().to_canonical());
        let post = *request.method() == Method::POST;
        address.is_some_and(|address| !address.is_loopback() && !self.allow(address, post, Instant::now()))
    }

    fn allow(&self, address: IpAddr, post: bool, now: Instant) -> bool {
        let mut window = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if now.duration_since(window.began) >= WINDOW {
            *window = Window { began: now, asked: HashMap::new() };
        }
        let known = window.asked.contains_key(&Some(address)) || window.asked.len() < ADDRESSES_MAX;
        let (posts, gets) = window.asked.entry(known.then_some(address)).or_default();
        let (count, most) = if post { (posts, POSTS_MAX) } else { (gets, GETS_MAX) };
        *count = count.saturating_add(1);
        *count <= most
    }
}

/// What every request passes: an address that asks too much is told to come back later, and every answer is secured.
pub(super) async fn threshold(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    secured(if app.limits.refuses(&request) {
        Problem::plain("too-many-requests").response(&app, &Viewer::of(&request.into_parts().0))
    } else {
        next.run(request).await
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_that_asks_too_much_waits_for_the_next_window_and_others_do_not() {
        let limits = Limits::default();
        let (loud, quiet) = (IpAddr::from([192, 168, 1, 2]), IpAddr::from([192, 168, 1, 3]));
        let now = Instant::now();
        assert!((0..POSTS_MAX).all(|_| limits.allow(loud, true, now)));
        assert!(!limits.allow(loud, true, now));
        assert!(limits.allow(loud, false, now), "reading is counted apart");
        assert!(limits.allow(quiet, true, now));
        assert!(limits.allow(loud, true, now + WINDOW));
    }

    #[test]
    fn the_count_of_addresses_is_bounded() {
        let limits = Limits::default();
        let now = Instant::now();
        for number in 0..2 * ADDRESSES_MAX as u32 {
            limits.allow(IpAddr::from(number.to_be_bytes()), true, now);
        }
        assert!(limits.0.lock().unwrap().asked.len() <= ADDRESSES_MAX + 1);
    }
}
