//! What no two accounts may share, whoever checks it first.

use super::claims::{actor, write};
use crate::support::db::for_each_database;
use crate::support::world::start;
use houselights::domain::account::{Account, Role};
use houselights::domain::id::{AccountId, ActorId};
use houselights::store::{Conn, StoreError, accounts, actors};

fn account(c: &mut Conn, id: &str, role: Role, email: &str) -> Result<(), StoreError> {
    let account = Account {
        time_zone: None,
        id: AccountId::new(id),
        actor_id: ActorId::new(id),
        email: Some(email.to_owned()),
        role,
        created_at: start(),
    };
    accounts::insert(c, &account, "hash")
}

#[tokio::test]
async fn the_database_itself_refuses_a_second_owner_and_a_mail_address_that_is_taken() {
    for_each_database(|database| async move {
        let store = &database.store;
        write(store, |c| {
            for id in ["mara", "jo", "ana", "kim"] {
                actors::insert(c, &actor(id))?;
            }
            account(c, "mara", Role::Owner, "mara@reviews.example")
        })
        .await;
        for (id, role, email) in [
            ("jo", Role::Owner, "jo@reviews.example"),
            ("ana", Role::Reviewer, "mara@reviews.example"),
        ] {
            let refused = store.write(move |c| account(c, id, role, email)).await;
            assert!(refused.unwrap_err().is_unique_violation(), "{id}");
        }
        write(store, |c| account(c, "kim", Role::Reviewer, "kim@reviews.example")).await;
    })
    .await;
}
