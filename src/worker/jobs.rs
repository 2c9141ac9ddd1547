//! Jobs: fan-out of changes, scheduled reviews, remote images, actors and films to read again, mentions to verify and to send.

use super::{Step, report, rest};
use crate::domain::job::JobPayload;
use crate::federation::Federation;
use crate::federation::fetch::{Budget, FetchError};
use crate::service::Error;
use crate::service::queues::Job;
use tokio::sync::watch;
use tokio::task::JoinSet;
use url::Url;

/// Jobs under way at one time; some of them wait for other servers.
const AT_ONCE: usize = 16;

/// Serves until `stop` turns true.
pub async fn run(federation: Federation, mut stop: watch::Receiver<bool>) {
    let mut under_way = JoinSet::new();
    while !*stop.borrow() {
        while under_way.try_join_next().is_some() {}
        if let Err(error) = federation.service().ask_about_seen().await {
            report("jobs", &error);
        }
        if let Err(error) = federation.service().index_changes().await {
            report("search", &error);
        }
        let room = AT_ONCE.saturating_sub(under_way.len());
        let claimed = if room == 0 {
            Ok(Vec::new())
        } else {
            federation.service().claim_jobs(room).await
        };
        match claimed {
            Ok(jobs) if !jobs.is_empty() => {
                for job in jobs {
                    let federation = federation.clone();
                    under_way.spawn(async move { carry_out(&federation, &job).await });
                }
                continue;
            }
            Ok(_) => {}
            Err(error) => report("jobs", &error),
        }
        tokio::select! {
            () = rest(&federation.service().wake().jobs, &mut stop) => {}
            // The next job of a group can be claimed only now.
            Some(_) = under_way.join_next() => {}
        }
    }
    while under_way.join_next().await.is_some() {}
}

/// Does the jobs that are due.
///
/// # Errors
/// [`Error`] when the queue cannot be read.
pub async fn step(federation: &Federation) -> Result<Step, Error> {
    federation.service().ask_about_seen().await?;
    federation.service().index_changes().await?;
    let jobs = federation.service().claim_jobs(AT_ONCE).await?;
    if jobs.is_empty() {
        return Ok(Step::Idle);
    }
    for job in &jobs {
        carry_out(federation, job).await;
    }
    Ok(Step::Worked)
}

async fn carry_out(federation: &Federation, job: &Job) {
    let service = federation.service();
    let done = match &job.payload {
        // Removes the job in the transaction that records the activity: a kill in between says nothing twice.
        JobPayload::FanOut(change) => federation
            .fan_out(&job.id, change)
            .await
            .map_err(|error| error.to_string()),
        JobPayload::FetchRemoteMedia { key } => {
            // Whether the image was to be had is remembered with the image; the job has nothing to try again.
            service.remote_media_file(key).await.ok();
            finish(federation, job).await
        }
        JobPayload::RefreshActor { uri } => match refresh_actor(federation, uri).await {
            Ok(()) => finish(federation, job).await,
            Err(error) => Err(error),
        },
        JobPayload::ReadNodeInfo { host } => service
            .read_nodeinfo(&job.id, host)
            .await
            .map_err(|error| error.to_string()),
        JobPayload::VerifyMention {
            by,
            source,
            target,
            tries,
        } => service
            .verify_mention(&job.id, *by, source, target, *tries)
            .await
            .map_err(|error| error.to_string()),
        JobPayload::TellPages { review } => service
            .tell_pages(&job.id, review)
            .await
            .map_err(|error| error.to_string()),
        JobPayload::SendWebmention { webmention, tries } => service
            .send_webmention(&job.id, webmention, *tries)
            .await
            .map_err(|error| error.to_string()),
        JobPayload::RefreshFilm { film } => service
            .refresh_film(&job.id, film)
            .await
            .map_err(|error| error.to_string()),
        JobPayload::PublishReview { review } => service
            .publish_scheduled(&job.id, review)
            .await
            .map_err(|error| error.to_string()),
        JobPayload::EraseFiles { keys } => service
            .erase_files(&job.id, keys)
            .await
            .map_err(|error| error.to_string()),
        JobPayload::ReadBlockList { list } => service
            .read_block_list(&job.id, list)
            .await
            .map_err(|error| error.to_string()),
        JobPayload::AskSpamService { comment, client } => {
            service
                .ask_spam_service(&job.id, comment, client.as_deref(), job.attempts)
                .await
        }
        JobPayload::TellSpamService { comment, spam } => {
            service.tell_spam_service(&job.id, comment, *spam, job.attempts).await
        }
        JobPayload::FillThread { root } => match Box::pin(federation.fill_thread(root)).await {
            Ok(_) => finish(federation, job).await,
            Err(error) => Err(error.to_string()),
        },
    };
    if let Err(error) = done {
        tracing::warn!(
            job.kind = job.payload.kind(),
            job.attempts,
            error,
            "a job failed and will be tried again"
        );
        if let Err(error) = service.retry_job(&job.id, &error).await {
            report("jobs", &error);
        }
    }
}

async fn finish(federation: &Federation, job: &Job) -> Result<(), String> {
    federation
        .service()
        .finish_job(&job.id)
        .await
        .map_err(|error| error.to_string())
}

async fn refresh_actor(federation: &Federation, uri: &str) -> Result<(), String> {
    let Ok(uri) = Url::parse(uri) else {
        return Ok(());
    };
    let budget = Budget::new();
    let known = federation.service().actor_by_uri(&uri).await;
    let read = match known.map_err(|error| error.to_string())? {
        Some(actor) => federation.refresh_actor(&actor, &budget).await,
        None => federation.fetch_actor(&uri, &budget).await,
    };
    match read {
        Ok(_) => Ok(()),
        Err(FetchError::Gone(_)) => federation
            .service()
            .actor_deleted(&uri)
            .await
            .map(|_| ())
            .map_err(|e| e.to_string()),
        Err(error) if error.is_transient() => Err(error.to_string()),
        // Nothing that a later try would change.
        Err(error) => {
            tracing::info!(actor.uri = %uri, error = %error, "an actor cannot be read");
            Ok(())
        }
    }
}
