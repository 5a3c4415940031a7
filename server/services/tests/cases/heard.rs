//! What the log says while a test listens.

use std::{
    fmt::Debug,
    sync::{Arc, Mutex},
};

use tracing::{
    Dispatch, Event, Level, Metadata, Subscriber,
    dispatcher::{self, DefaultGuard},
    field::{Field, Visit},
    span,
};

/// The lines with a word in them.
#[derive(Clone)]
pub struct Heard {
    word: &'static str,
    lines: Arc<Mutex<Vec<String>>>,
}

impl Heard {
    /// Hears nothing yet.
    pub fn of(word: &'static str) -> Self {
        Self {
            word,
            lines: Arc::default(),
        }
    }

    /// Listens on this thread until what is given back is dropped.
    pub fn listen(&self) -> DefaultGuard {
        dispatcher::set_default(&Dispatch::new(self.clone()))
    }

    /// All that was heard.
    pub fn all(&self) -> Vec<String> {
        self.lines.lock().unwrap().clone()
    }

    /// As [`Self::all`]; it is not heard again.
    pub fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.lines.lock().unwrap())
    }
}

/// Everything an event says.
#[derive(Default)]
struct Words(String);

impl Visit for Words {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.push_str(&format!("{field}={value:?} "));
    }
}

impl Subscriber for Heard {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        *metadata.level() <= Level::INFO
    }

    fn event(&self, event: &Event<'_>) {
        let mut words = Words::default();
        event.record(&mut words);
        if words.0.contains(self.word) {
            self.lines.lock().unwrap().push(words.0);
        }
    }

    fn new_span(&self, _: &span::Attributes<'_>) -> span::Id {
        span::Id::from_u64(1)
    }

    fn record(&self, _: &span::Id, _: &span::Record<'_>) {}
    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}
    fn enter(&self, _: &span::Id) {}
    fn exit(&self, _: &span::Id) {}
}
