//! What people are told, when several processes have the same to say.

use super::claims::write;
use crate::support::db::for_each_database;
use crate::support::world::World;
use houselights::domain::account::Role;
use houselights::domain::actor::Actor;
use houselights::domain::id::{ActorId, NotificationId};
use houselights::domain::notification::{Notification, NotificationKind};
use houselights::domain::text::SafeHtml;
use houselights::store::notifications;

const OBJECTS: usize = 100;

fn told(w: &World, id: &str, recipient: &ActorId, by: &Actor, object: &str) -> Notification {
    Notification {
        id: NotificationId::new(id),
        recipient_id: recipient.clone(),
        kind: NotificationKind::Like,
        actor_id: by.id.clone(),
        review_id: None,
        comment_id: None,
        object_uri: object.to_owned(),
        url: None,
        html: SafeHtml::default(),
        created_at: w.clock.now(),
        read_at: None,
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn eight_hands_of_two_processes_tell_somebody_of_each_thing_once() {
    for_each_database(|database| async move {
        let other = database.open_again();
        let w = World::on(database);
        let mara = w.person("mara", Role::Owner).await.actor.id;
        let ivo = w.stranger("ivo", "a.example").await;
        let mut tasks = Vec::new();
        for hand in 0..8 {
            let store = if hand % 2 == 0 {
                w.database.store.clone()
            } else {
                other.clone()
            };
            let all: Vec<Notification> = (0..OBJECTS)
                .map(|n| {
                    let object = format!("https://a.example/likes/{n}");
                    told(&w, &format!("{hand}-{n}"), &mara, &ivo, &object)
                })
                .collect();
            tasks.push(tokio::spawn(async move {
                let mut new = 0;
                for one in all {
                    new += usize::from(write(&store, move |c| notifications::insert(c, &one)).await);
                }
                new
            }));
        }
        let mut new = 0;
        for task in tasks {
            new += task.await.unwrap();
        }
        let unread = w.store(move |c| notifications::count_unread(c, &mara)).await;
        assert_eq!((new, unread), (OBJECTS, i64::try_from(OBJECTS).unwrap()));
    })
    .await;
}

#[tokio::test]
async fn a_notification_moves_to_an_id_that_was_told_of_before_without_a_double() {
    for_each_database(|database| async move {
        let w = World::on(database);
        let mara = w.person("mara", Role::Owner).await.actor.id;
        let ivo = w.stranger("ivo", "a.example").await;
        let (old, new) = ("https://a.example/likes/1", "https://a.example/likes/2");
        let both = [told(&w, "1", &mara, &ivo, old), told(&w, "2", &mara, &ivo, new)];
        let left = w
            .store(move |c| {
                for one in &both {
                    assert!(notifications::insert(c, one)?);
                }
                notifications::move_to(c, old, new, &ivo.id)?;
                notifications::count_unread(c, &mara)
            })
            .await;
        assert_eq!(left, 1);
    })
    .await;
}
