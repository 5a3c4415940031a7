//! The body of a request that can be read on after its first reader has given up.

use std::{
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    task::Poll,
    time::Duration,
};

use axum::body::{Body, BodyDataStream};
use bytes::Bytes;
use futures::{Stream, StreamExt as _, future::poll_fn, stream};
use tokio::time::timeout;

/// A browser reads no answer before it has sent its form, so what is too much is let run past, up to this.
const PAST_MAX: usize = 256 * 1024 * 1024;

/// The body.
pub(super) struct Source(Arc<Mutex<BodyDataStream>>);

impl Source {
    /// Nothing of it has been read yet.
    pub(super) fn new(body: Body) -> Self {
        Self(Arc::new(Mutex::new(body.into_data_stream())))
    }

    /// The body, which can be read on after the reader of forms has given up. The reader would take all that is there before
    /// it looks at anything, so it gets one piece and a pause.
    pub(super) fn flow(&self) -> impl Stream<Item = Result<Bytes, axum::Error>> + Send + use<> {
        let source = Arc::clone(&self.0);
        let mut pauses = false;
        stream::poll_fn(move |context| {
            if std::mem::take(&mut pauses) {
                context.waker().wake_by_ref();
                return Poll::Pending;
            }
            let mut body = source.lock().unwrap_or_else(PoisonError::into_inner);
            let piece = Pin::new(&mut *body).poll_next(context);
            pauses = piece.is_ready();
            piece
        })
    }

    /// Lets the rest run past, until nothing comes for so long.
    pub(super) async fn run_past(&self, silence: Duration) {
        let mut rest = self.flow();
        let mut bytes = 0_usize;
        while let Ok(Some(Ok(chunk))) = timeout(silence, poll_fn(|context| rest.poll_next_unpin(context))).await {
            bytes = bytes.saturating_add(chunk.len());
            if bytes > PAST_MAX {
                return;
            }
        }
    }
}
