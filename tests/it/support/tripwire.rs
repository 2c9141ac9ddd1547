//! Addresses that nothing may connect to.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::{Arc, Mutex};
use tokio::net::TcpListener;

/// The loopback address that the servers of the attacks do not open, while they open 127.0.0.1.
pub const FORBIDDEN: Ipv4Addr = Ipv4Addr::new(127, 66, 0, 1);

/// Listeners on one port of several addresses of this machine, that write down who came.
pub struct Tripwire {
    pub port: u16,
    touched: Arc<Mutex<Vec<SocketAddr>>>,
}

impl Tripwire {
    /// Listens on [`FORBIDDEN`], on `127.0.0.1`, where `0.0.0.0` leads to, and on `::1` where the machine has it.
    pub async fn set() -> Self {
        loop {
            let first = TcpListener::bind((FORBIDDEN, 0)).await.unwrap();
            let port = first.local_addr().unwrap().port();
            let Ok(second) = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await else {
                continue;
            };
            let sixth = TcpListener::bind((IpAddr::V6(Ipv6Addr::LOCALHOST), port)).await;
            let touched: Arc<Mutex<Vec<SocketAddr>>> = Arc::default();
            for listener in [Some(first), Some(second), sixth.ok()].into_iter().flatten() {
                watch(listener, touched.clone());
            }
            return Self { port, touched };
        }
    }

    /// The same on a given port, [`FORBIDDEN`] alone: where a name that leads there would have to be asked.
    pub async fn set_at(port: u16) -> Self {
        let listener = TcpListener::bind((FORBIDDEN, port)).await.unwrap();
        let touched: Arc<Mutex<Vec<SocketAddr>>> = Arc::default();
        watch(listener, touched.clone());
        Self { port, touched }
    }

    /// Which of its addresses were connected to, once for each time.
    pub fn touched(&self) -> Vec<SocketAddr> {
        self.touched.lock().unwrap().clone()
    }

    /// `http://host:port/path`, of whatever spelling.
    pub fn url(&self, host: &str, path: &str) -> String {
        format!("http://{host}:{}{path}", self.port)
    }
}

fn watch(listener: TcpListener, touched: Arc<Mutex<Vec<SocketAddr>>>) {
    let here = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((socket, _)) = listener.accept().await {
            touched.lock().unwrap().push(here);
            drop(socket);
        }
    });
}
