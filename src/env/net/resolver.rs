//! DNS with the address guard inside: the address that was checked is the address that is connected to, so a name that
//! answers differently the second time (DNS rebinding) gains nothing.

use std::{
    collections::{HashMap, VecDeque},
    fmt, io,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    sync::{Arc, Mutex, PoisonError, RwLock},
};

use ipnet::IpNet;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use super::address::refusal;

/// Hosts that tests have pointed at an address of their own.
pub(super) type Overrides = Arc<RwLock<HashMap<String, SocketAddr>>>;

/// Answers of a name server, one after the other, by host.
pub(super) type Script = Arc<Mutex<HashMap<String, VecDeque<Vec<IpAddr>>>>>;

#[derive(Clone)]
pub(super) struct GuardedResolver {
    pub(super) allowed: Arc<[IpNet]>,
    pub(super) overrides: Overrides,
    /// What a name server says, where a test plays it.
    pub(super) script: Script,
}

/// Travels inside reqwest's error and is found again by `NetError`.
#[derive(Debug)]
pub(super) enum ResolveError {
    /// Every address of the host is forbidden; the first of them and its class.
    Forbidden(IpAddr, &'static str),
    Lookup(io::Error),
    Nothing,
}

impl GuardedResolver {
    pub(super) fn overridden(&self, host: &str) -> Option<SocketAddr> {
        self.overrides
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .get(host)
            .copied()
    }

    /// The addresses of `host` that may be connected to, ports zero.
    async fn addresses(&self, host: &str) -> Result<Vec<SocketAddr>, ResolveError> {
        if let Some(address) = self.overridden(host) {
            return Ok(vec![address]);
        }
        let found: Vec<IpAddr> = if host == "localhost" || host.ends_with(".localhost") {
            // RFC 6761 section 6.3; many systems know only the bare name.
            vec![Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into()]
        } else {
            self.ask(host).await?
        };
        let mut forbidden = None;
        let mut usable = Vec::new();
        for address in found {
            match refusal(address, &self.allowed) {
                None => usable.push(SocketAddr::new(address, 0)),
                Some(why) => forbidden = forbidden.or(Some((address, why))),
            }
        }
        match forbidden {
            _ if !usable.is_empty() => Ok(usable),
            Some((address, why)) => Err(ResolveError::Forbidden(address, why)),
            None => Err(ResolveError::Nothing),
        }
    }
}

impl GuardedResolver {
    async fn ask(&self, host: &str) -> Result<Vec<IpAddr>, ResolveError> {
        if let Some(answers) = self.script.lock().unwrap_or_else(PoisonError::into_inner).get_mut(host) {
            return Ok(answers.pop_front().unwrap_or_default());
        }
        let found = tokio::net::lookup_host((host, 0)).await.map_err(ResolveError::Lookup)?;
        Ok(found.map(|address| address.ip()).collect())
    }
}

impl Resolve for GuardedResolver {
    fn resolve(&self, name: Name) -> Resolving {
        let resolver = self.clone();
        Box::pin(async move {
            let addresses = resolver.addresses(name.as_str()).await?;
            Ok(Box::new(addresses.into_iter()) as Addrs)
        })
    }
}

impl fmt::Display for ResolveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Forbidden(address, why) => write!(f, "{address} is not a public address ({why})"),
            Self::Lookup(error) => write!(f, "{error}"),
            Self::Nothing => f.write_str("the name has no address"),
        }
    }
}

impl std::error::Error for ResolveError {}

#[cfg(test)]
mod tests {
    use super::*;

    fn resolver(allowed: &[&str]) -> GuardedResolver {
        let allowed = allowed.iter().map(|network| network.parse().unwrap()).collect();
        GuardedResolver {
            allowed,
            overrides: Overrides::default(),
            script: Arc::default(),
        }
    }

    #[tokio::test]
    async fn names_below_localhost_are_loopback_and_forbidden_unless_opened() {
        for host in ["localhost", "alpha.localhost", "a.b.localhost"] {
            assert!(
                matches!(
                    resolver(&[]).addresses(host).await,
                    Err(ResolveError::Forbidden(_, "loopback"))
                ),
                "{host}"
            );
            let open = resolver(&["127.0.0.0/8"]).addresses(host).await.unwrap();
            assert_eq!(open, ["127.0.0.1:0".parse().unwrap()], "{host}");
        }
    }

    #[tokio::test]
    async fn an_overridden_host_goes_where_the_test_says() {
        let resolver = resolver(&[]);
        resolver
            .overrides
            .write()
            .unwrap()
            .insert("alpha.test".to_owned(), "127.0.0.1:4711".parse().unwrap());
        assert_eq!(
            resolver.addresses("alpha.test").await.unwrap(),
            ["127.0.0.1:4711".parse().unwrap()]
        );
    }
}
