//! Branches: what the table says becomes the domain's rules, or an error that names the place.

use db::{Error, accounts::branches, both_databases, entity::branches::Model, testing::TestDb};

use crate::rows::{add, branch};

both_databases! {
    async fn every_branch_is_read_by_name(db: TestDb) {
        let _: Model = add(&db, branch("tver")).await;
        let _: Model = add(&db, branch("kursk")).await;
        let all = branches::all(db.reader()).await.unwrap();
        assert_eq!(all.iter().map(|branch| branch.code.as_str()).collect::<Vec<_>>(), ["kursk", "tver"]);
        assert_eq!((all[0].mask.length(), all[0].window.from(), all[0].window.to()), (9, 20, 25));
    }

    async fn a_broken_branch_names_its_column(db: TestDb) {
        let _: Model = add(&db, Model { mask: "69x".into(), ..branch("tver") }).await;
        let error = branches::all(db.reader()).await.unwrap_err();
        assert!(matches!(&error, Error::Inconsistent { table: "branches", column: "mask", id } if id == "tver"));
        assert_eq!(error.to_string(), "table branches, row tver: column mask holds what no rule allows");
    }
}

#[test]
fn every_rule_of_a_branch_is_checked() {
    for (row, expected) in [
        (
            Model {
                proofs: "phone".into(),
                ..branch("tver")
            },
            "proofs",
        ),
        (
            Model {
                window_from: -1,
                ..branch("tver")
            },
            "window_from",
        ),
        (
            Model {
                window_to: 19,
                ..branch("tver")
            },
            "window_to",
        ),
        (
            Model {
                window_to: 29,
                ..branch("tver")
            },
            "window_to",
        ),
        (
            Model {
                zone_hours: "day=7-23".into(),
                ..branch("tver")
            },
            "zone_hours",
        ),
    ] {
        let error = domain::accounts::Branch::try_from(row).unwrap_err();
        assert!(
            matches!(error, Error::Inconsistent { column, .. } if column == expected),
            "{expected}"
        );
    }
}
