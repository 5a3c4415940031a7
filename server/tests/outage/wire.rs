//! The way to the database, which a test can cut.

use std::net::Ipv4Addr;

use tokio::{
    io::copy_bidirectional,
    net::{TcpListener, TcpStream},
    sync::watch,
};

/// A relay on the loopback.
pub struct Wire {
    whole: watch::Sender<bool>,
}

impl Wire {
    /// A relay to the database of an address; gives the address that leads through it.
    pub async fn before(url: &str) -> (Self, String) {
        let (_, after) = url.split_once('@').unwrap();
        let (target, _) = after.split_once('/').unwrap();
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let own = listener.local_addr().unwrap().to_string();
        let through = url.replacen(target, &own, 1);
        let (whole, state) = watch::channel(true);
        tokio::spawn(relay(listener, target.to_owned(), state));
        (Self { whole }, through)
    }

    /// Ends every connection and takes no new one.
    pub fn cut(&self) {
        self.whole.send_replace(false);
    }

    /// Takes connections again.
    pub fn mend(&self) {
        self.whole.send_replace(true);
    }
}

async fn relay(listener: TcpListener, target: String, state: watch::Receiver<bool>) {
    while let Ok((mut near, _)) = listener.accept().await {
        let (target, mut state) = (target.clone(), state.clone());
        tokio::spawn(async move {
            if !*state.borrow_and_update() {
                return;
            }
            let Ok(mut far) = TcpStream::connect(target).await else {
                return;
            };
            tokio::select! {
                _ = copy_bidirectional(&mut near, &mut far) => {}
                _ = state.wait_for(|whole| !whole) => {}
            }
        });
    }
}
