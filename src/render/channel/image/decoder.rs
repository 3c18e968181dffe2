//! Thread for third-party decoders, one for each image.
//!
//! Decoders read bytes from anywhere. The thread has a known stack, which a drawing within its limits cannot exhaust
//! ([`crate::limits::picture::STACK`]); a panic of a decoder ends the thread and is a fault of that image. Nowhere else
//! is a panic caught.

use std::panic;
use std::sync::Once;
use std::sync::mpsc::{RecvTimeoutError, sync_channel};

use parking_lot::{Mutex, MutexGuard};
use std::thread;

use super::ImageFault;
use crate::diagnostic::Code;
use crate::limits::picture::{LARGE, PATIENCE, STACK};
use crate::message;

/// Name of the threads, by which their panics are recognised.
const NAME: &str = "picture";

/// Lock held while a large image is decoded: several at once would exhaust the memory.
static ONE_LARGE: Mutex<()> = Mutex::new(());

/// Runs a decoder on a thread of its own.
pub(super) fn apart<T: Send + 'static>(
    path: &str,
    size: Option<(u32, u32)>,
    decode: impl FnOnce() -> Result<T, ImageFault> + Send + 'static,
) -> Result<T, ImageFault> {
    keep_quiet();
    let _turn = turn(size);
    let (sender, receiver) = sync_channel(1);
    let work = move || {
        // The receiver is gone if the decoding timed out.
        let _ = sender.send(decode());
    };
    let started = thread::Builder::new()
        .name(NAME.to_owned())
        .stack_size(STACK)
        .spawn(work);
    if started.is_err() {
        return Err(failed(path));
    }
    match receiver.recv_timeout(PATIENCE) {
        Ok(made) => made,
        Err(RecvTimeoutError::Disconnected) => Err(failed(path)),
        Err(RecvTimeoutError::Timeout) => Err(slow(path)),
    }
}

/// Lock for large images and those of unknown size; others need not wait.
fn turn(size: Option<(u32, u32)>) -> Option<MutexGuard<'static, ()>> {
    let is_large = size.is_none_or(|(width, height)| u64::from(width) * u64::from(height) > LARGE);
    is_large.then(|| ONE_LARGE.lock())
}

/// Keeps panics of decoders off the terminal: they are reported as diagnostics.
fn keep_quiet() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let others = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            if thread::current().name() != Some(NAME) {
                others(panic);
            }
        }));
    });
}

fn failed(path: &str) -> ImageFault {
    ImageFault {
        code: Code::ChannelPicture,
        message: message!(
            "图片 {path} 的内容有问题，解码时出错，没有放进稿件",
            "the picture {path} is malformed, its decoder failed, and it was left out"
        ),
        hint: message!(
            "用看图软件打开，另存为 jpg 或 png",
            "open it and save it anew as jpg or png"
        ),
    }
}

fn slow(path: &str) -> ImageFault {
    let seconds = PATIENCE.as_secs();
    ImageFault {
        code: Code::ChannelPicture,
        message: message!(
            "图片 {path} 处理了 {seconds} 秒还没有完，没有放进稿件",
            "the picture {path} took longer than {seconds} seconds and was left out"
        ),
        hint: message!(
            "导出一张小一些的 jpg 或 png 再用",
            "export it as a smaller jpg or png"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decoder_that_panics_is_a_fault_of_its_picture() {
        #[expect(clippy::panic, reason = "what decoders of others do")]
        let made = apart::<()>("content/a.png", Some((1, 1)), || {
            panic!("index out of bounds")
        });
        assert!(made.is_err_and(|fault| fault.message.zh.contains("content/a.png")));
        assert_eq!(apart("content/a.png", None, || Ok(7)).ok(), Some(7));
    }
}
