//! Tracing set-up: what is logged, and how it looks.
//!
//! Field names are dotted (`actor.id`, `activity.type`, `delivery.host`) and the message reads alone. Never bodies,
//! visitors' addresses or tokens.

use std::io::IsTerminal;

use tracing::Subscriber;
use tracing_subscriber::{EnvFilter, fmt::MakeWriter, util::TryInitError};

use crate::config::{Log, LogFormat};

/// Why logging could not be started.
#[derive(Debug, thiserror::Error)]
pub enum TelemetryError {
    /// [`crate::config::Config`] refuses such filters, so this means that the settings did not pass its check.
    #[error("log.filter: {0}")]
    Filter(#[from] tracing_subscriber::filter::ParseError),
    #[error("logging was started twice: {0}")]
    Twice(#[from] TryInitError),
}

/// Starts logging to standard error, for the life of the process. Standard output stays free for what commands print.
///
/// # Errors
/// [`TelemetryError::Twice`] when something in this process logs already.
pub fn start(log: &Log) -> Result<(), TelemetryError> {
    use tracing_subscriber::util::SubscriberInitExt;
    subscriber(log, std::io::stderr, std::io::stderr().is_terminal())?.try_init()?;
    Ok(())
}

/// The subscriber that `log` asks for, writing to `writer`.
///
/// # Errors
/// [`TelemetryError::Filter`].
pub fn subscriber<W>(log: &Log, writer: W, colours: bool) -> Result<Box<dyn Subscriber + Send + Sync>, TelemetryError>
where
    W: for<'writer> MakeWriter<'writer> + Send + Sync + 'static,
{
    let filter = EnvFilter::builder().parse(&log.filter)?;
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(writer);
    Ok(match log.format {
        LogFormat::Text => Box::new(lines.with_ansi(colours).finish()),
        LogFormat::Json => Box::new(
            lines
                .json()
                .flatten_event(true)
                .with_current_span(true)
                .with_span_list(false)
                .finish(),
        ),
    })
}

#[cfg(test)]
mod tests {
    use std::{
        io::{self, Write},
        sync::{Arc, Mutex},
    };

    use super::*;

    #[derive(Clone, Default)]
    struct Lines(Arc<Mutex<Vec<u8>>>);

    impl Write for Lines {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn logged(filter: &str, format: LogFormat) -> String {
        let lines = Lines::default();
        let writer = lines.clone();
        let log = Log {
            filter: filter.to_owned(),
            format,
        };
        tracing::subscriber::with_default(subscriber(&log, move || writer.clone(), false).unwrap(), || {
            tracing::info!(delivery.host = "mastodon.example", "delivered");
            tracing::debug!("not asked for");
        });
        String::from_utf8(lines.0.lock().unwrap().clone()).unwrap()
    }

    #[test]
    fn json_lines_hold_message_and_dotted_fields() {
        let line: serde_json::Value = serde_json::from_str(&logged("info", LogFormat::Json)).unwrap();
        assert_eq!(line["message"], "delivered");
        assert_eq!(line["delivery.host"], "mastodon.example");
        assert_eq!(line["level"], "INFO");
    }

    #[test]
    fn text_lines_are_plain_and_filtered() {
        let text = logged("info", LogFormat::Text);
        assert!(
            text.contains("delivered delivery.host=\"mastodon.example\"") && text.lines().count() == 1,
            "{text}"
        );
        assert_eq!(logged("warn", LogFormat::Text), "");
    }
}
