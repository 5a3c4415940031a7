//! A folder keeps files whole, and touches nothing that is not its own.

use std::os::unix::fs::PermissionsExt as _;

use adapters::files::Folder;
use services::ports::FileStore as _;
use uuid::Uuid;

fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

#[tokio::test]
async fn what_was_put_is_there_until_it_is_deleted() {
    let dir = tempfile::tempdir().unwrap();
    let folder = Folder::new(&dir.path().join("a/files")).unwrap();
    folder.put(id(1), "one".into()).await.unwrap();
    folder.put(id(2), "two".into()).await.unwrap();
    assert_eq!(folder.get(id(1)).await.unwrap().unwrap(), "one");
    assert_eq!(folder.get(id(3)).await.unwrap(), None);
    let mut ids = folder.ids().await.unwrap();
    ids.sort();
    assert_eq!(ids, [id(1), id(2)]);
    folder.delete(id(1)).await.unwrap();
    folder.delete(id(1)).await.unwrap();
    assert_eq!(folder.get(id(1)).await.unwrap(), None);
    assert_eq!(folder.ids().await.unwrap(), [id(2)]);
    // Another process sees the same.
    let again = Folder::new(&dir.path().join("a/files")).unwrap();
    assert_eq!(again.get(id(2)).await.unwrap().unwrap(), "two");
}

#[tokio::test]
async fn the_folder_is_for_its_users_eyes_alone_and_foreign_files_are_none_of_its_own() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("files");
    let folder = Folder::new(&path).unwrap();
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o700);
    std::fs::write(path.join("notes.txt"), "not ours").unwrap();
    std::fs::write(path.join(id(9).to_string()), "not where we put it").unwrap();
    assert!(folder.ids().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_folder_that_cannot_be_written_says_so() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("files");
    let folder = Folder::new(&path).unwrap();
    // A file where the subfolder should be: nobody, not even root, can write below it.
    std::fs::write(path.join("01"), "").unwrap();
    assert!(folder.put(id(1), "one".into()).await.is_err());
    std::fs::write(dir.path().join("taken"), "").unwrap();
    assert!(Folder::new(&dir.path().join("taken")).is_err());
}
