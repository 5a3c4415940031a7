//! Everything a use case works with, in a test's hands: the time, the randomness, the post.

use std::{
    collections::VecDeque,
    fmt::Debug,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration as Waiting,
};

use chrono::{DateTime, Duration, TimeZone, Utc};
use db::Db;
use domain::{Field, FieldError, Refusal};
use services::{
    Error, Parts, Result, Services, Settings,
    documents::Documents,
    files::Files,
    hasher::{Hasher, HasherSettings},
    limits::Network,
    notices::Dispatcher,
    ports::{Clock, Entropy, EntropyError},
    secrets::Keys,
};

use crate::{
    outbox::Outbox,
    press,
    shelf::{self, Shelf},
};

/// The moment every test begins at: a Sunday noon in Tver, when it takes readings.
pub fn start() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 22, 9, 0, 0).unwrap()
}

/// A clock that stands still until it is moved.
pub struct TestClock(Mutex<DateTime<Utc>>);

impl Clock for TestClock {
    fn now(&self) -> DateTime<Utc> {
        *self.0.lock().unwrap()
    }
}

type Hook = Box<dyn FnOnce() + Send>;

/// Different bytes at every call; can be told to fail, or to do something between two steps of a use case.
#[derive(Default)]
pub struct TestEntropy {
    calls: AtomicU64,
    script: Mutex<VecDeque<Step>>,
}

enum Step {
    Fine,
    Fail,
    Do(Hook),
}

impl TestEntropy {
    /// Fails once, after so many calls that succeed.
    pub fn fail_after(&self, calls: usize) {
        let mut script = self.script.lock().unwrap();
        script.clear();
        script.extend((0..calls).map(|_| Step::Fine));
        script.push_back(Step::Fail);
    }

    /// Forgets what it was told; gives whether it was still to fail.
    pub fn is_due(&self) -> bool {
        !std::mem::take(&mut *self.script.lock().unwrap()).is_empty()
    }

    /// Does something when it is asked next.
    pub fn before_next(&self, hook: impl FnOnce() + Send + 'static) {
        self.script.lock().unwrap().push_back(Step::Do(Box::new(hook)));
    }
}

impl Entropy for TestEntropy {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), EntropyError> {
        let step = self.script.lock().unwrap().pop_front();
        match step {
            Some(Step::Fail) => return Err(EntropyError("told to fail".to_owned())),
            Some(Step::Do(hook)) => hook(),
            Some(Step::Fine) | None => {}
        }
        // SplitMix64 by blocks: no two calls and no two blocks share a state.
        let call = self.calls.fetch_add(1, Ordering::Relaxed);
        for (block, chunk) in (0_u64..).zip(bytes.chunks_mut(8)) {
            let mut state = (call * 64 + block + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            state = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            state = (state ^ (state >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            state ^= state >> 31;
            chunk.copy_from_slice(&state.to_le_bytes()[..chunk.len()]);
        }
        Ok(())
    }
}

/// The use cases on one database.
pub struct World {
    pub services: Services,
    pub clock: Arc<TestClock>,
    pub entropy: Arc<TestEntropy>,
    pub outbox: Arc<Outbox>,
    pub shelf: Arc<Shelf>,
    pub post: Dispatcher,
}

impl World {
    /// With the settings that an operator who sets nothing has; only nobody is refused for a slow machine.
    pub fn new(db: &Db) -> Self {
        Self::with(db, Settings::default(), patient())
    }

    /// With settings of the test's own.
    pub fn with(db: &Db, settings: Settings, hasher: HasherSettings) -> Self {
        let shelf = Arc::new(Shelf::default());
        let files = shelf::files(&shelf, &["key"], Waiting::from_secs(60));
        Self {
            shelf,
            ..Self::made_of(db, settings, hasher, files, quick())
        }
    }

    /// With a shelf and keys of the test's own.
    pub fn with_files(db: &Db, files: Files) -> Self {
        Self::made_of(db, Settings::default(), patient(), files, quick())
    }

    /// With a press of the test's own.
    pub fn with_documents(db: &Db, documents: Documents) -> Self {
        let shelf = Arc::new(Shelf::default());
        let files = shelf::files(&shelf, &["key"], Waiting::from_secs(60));
        Self::made_of(db, Settings::default(), patient(), files, documents)
    }

    fn made_of(db: &Db, settings: Settings, hasher: HasherSettings, files: Files, documents: Documents) -> Self {
        let clock = Arc::new(TestClock(Mutex::new(start())));
        let entropy = Arc::new(TestEntropy::default());
        let outbox = Arc::new(Outbox::default());
        let services = Services::new(Parts {
            db: db.clone(),
            clock: clock.clone(),
            entropy: entropy.clone(),
            keys: Keys::new([7; 32]),
            hasher: Hasher::new(hasher, entropy.clone()).unwrap(),
            files,
            documents,
            settings,
            branches: services::accounts::Branches::default(),
            tariffs: services::billing::Tariffs::default(),
            notices_wait: tokio::sync::Notify::new(),
            aside: tokio_util::task::TaskTracker::new(),
        });
        let post = Dispatcher::new(services.clone(), outbox.clone(), outbox.clone());
        Self {
            services,
            clock,
            entropy,
            outbox,
            shelf: Arc::default(),
            post,
        }
    }

    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// Waits for what is done beside the requests.
    pub async fn settle(&self) {
        self.services.aside.close();
        self.services.aside.wait().await;
        self.services.aside.reopen();
    }

    /// Moves the time on.
    pub fn pass(&self, time: Duration) {
        *self.clock.0.lock().unwrap() += time;
    }

    /// Moves the time to a moment.
    pub fn move_to(&self, moment: DateTime<Utc>) {
        *self.clock.0.lock().unwrap() = moment;
    }
}

/// A press that makes nobody wait.
fn quick() -> Documents {
    press::documents(Waiting::ZERO, Waiting::from_secs(60))
}

/// The weakest hash allowed; a slow machine makes nobody busy.
pub fn patient() -> HasherSettings {
    HasherSettings {
        patience: Waiting::from_secs(60),
        ..HasherSettings::default()
    }
}

/// Where most requests come from.
pub fn home() -> Network {
    Network("198.51.100.7".to_owned())
}

/// One of many networks.
pub fn network(number: usize) -> Network {
    Network(format!("203.0.113.{number}"))
}

/// What the request was refused for.
pub fn refusal<T>(result: Result<T>) -> Refusal {
    match failed(result) {
        Error::Refused(refusal) => refusal,
        other => panic!("should be a refusal: {other:?}"),
    }
}

/// What was wrong with a field.
pub fn wrong<T>(result: Result<T>, field: Field) -> FieldError {
    match failed(result) {
        Error::Fields(errors) => errors.get(field).expect("the field is wrong").clone(),
        other => panic!("should be a wrong field: {other:?}"),
    }
}

/// How long the request should wait.
pub fn wait<T>(result: Result<T>) -> Duration {
    match refusal(result) {
        Refusal::TooMany(seconds) => Duration::seconds(seconds.into()),
        other => panic!("should be too many: {other:?}"),
    }
}

pub fn failed<T>(result: Result<T>) -> Error {
    match result {
        Ok(_) => panic!("should be refused"),
        Err(error) => error,
    }
}

/// Both, and that they are alike in every word.
pub fn alike<T: Debug>(left: &Result<T>, right: &Result<T>) {
    assert_eq!(format!("{left:?}"), format!("{right:?}"));
}
