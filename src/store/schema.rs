//! The tables, for diesel. Compared with both databases by `tests/it/store/schema.rs`.

diesel::table! {
    actors (id) {
        id -> Text,
        uri -> Text,
        handle -> Text,
        host -> Text,
        kind -> Text,
        name -> Text,
        summary_source -> Text,
        summary_html -> Text,
        url -> Text,
        inbox -> Text,
        shared_inbox -> Nullable<Text>,
        followers_url -> Nullable<Text>,
        public_key_id -> Text,
        public_key_pem -> Text,
        avatar_url -> Nullable<Text>,
        avatar_media_id -> Nullable<Text>,
        manually_approves -> Bool,
        discoverable -> Bool,
        indexable -> Bool,
        created_at -> Timestamp,
        updated_at -> Timestamp,
        fetched_at -> Nullable<Timestamp>,
        deleted_at -> Nullable<Timestamp>,
        suspended -> Bool,
        etag -> Nullable<Text>,
        last_modified -> Nullable<Text>,
    }
}

diesel::table! {
    actor_keys (actor_id) {
        actor_id -> Text,
        private_pem -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    accounts (id) {
        id -> Text,
        actor_id -> Text,
        email -> Nullable<Text>,
        password_hash -> Text,
        role -> Text,
        created_at -> Timestamp,
        time_zone -> Text,
    }
}

diesel::table! {
    sessions (id) {
        id -> Text,
        account_id -> Text,
        created_at -> Timestamp,
        last_seen_at -> Timestamp,
        expires_at -> Timestamp,
        browser -> Text,
        system -> Text,
    }
}

diesel::table! {
    suspensions (account_id) {
        account_id -> Text,
        reason -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    second_factors (account_id) {
        account_id -> Text,
        secret -> Text,
        last_step -> BigInt,
        created_at -> Timestamp,
        confirmed_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    recovery_codes (id) {
        id -> Text,
        account_id -> Text,
    }
}

diesel::table! {
    sign_in_attempts (id) {
        id -> Text,
        bucket -> Text,
        attempted_at -> Timestamp,
    }
}

diesel::table! {
    settings (name) {
        name -> Text,
        value -> Text,
    }
}

diesel::table! {
    films (id) {
        id -> Text,
        title -> Text,
        title_key -> Text,
        sort_title -> Text,
        year -> Integer,
        slug -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    rating_scales (id) {
        id -> Text,
        actor_id -> Text,
        name -> Text,
        kind -> Text,
        version -> BigInt,
        created_at -> Timestamp,
        updated_at -> Timestamp,
        replaced_by -> Nullable<Text>,
    }
}

diesel::table! {
    rating_versions (scale_id, version) {
        scale_id -> Text,
        version -> BigInt,
        name -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    rating_steps (id) {
        id -> Text,
        scale_id -> Text,
        version -> BigInt,
        position -> Integer,
        label -> Text,
        value -> Nullable<Integer>,
        description -> Text,
        becomes -> Nullable<Text>,
    }
}

diesel::table! {
    media (id) {
        id -> Text,
        owner_id -> Text,
        alt -> Text,
        width -> Integer,
        height -> Integer,
        blurhash -> Text,
        renditions -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    remote_media (key) {
        key -> Text,
        url -> Text,
        purpose -> Text,
        state -> Text,
        failures -> Integer,
        fetched_at -> Nullable<Timestamp>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    reviews (id) {
        id -> Text,
        author_id -> Text,
        film_id -> Text,
        headline -> Nullable<Text>,
        slug -> Text,
        language -> Text,
        status -> Text,
        quote_text -> Nullable<Text>,
        quote_speaker -> Nullable<Text>,
        step_id -> Nullable<Text>,
        recommend -> Bool,
        teaser -> Text,
        spoilers -> Bool,
        content_warning -> Nullable<Text>,
        poster_id -> Nullable<Text>,
        created_at -> Timestamp,
        saved_at -> Timestamp,
        published_at -> Nullable<Timestamp>,
        edited_at -> Nullable<Timestamp>,
        announced_at -> Nullable<Timestamp>,
        gone_at -> Nullable<Timestamp>,
        revision -> BigInt,
        rechained_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    schedules (review_id) {
        review_id -> Text,
        publish_at -> Timestamp,
        zone -> Text,
    }
}

diesel::table! {
    showings (id) {
        id -> Text,
        review_id -> Text,
        author_id -> Text,
        activity_uri -> Text,
        shown_at -> Timestamp,
    }
}

diesel::table! {
    review_sections (review_id, position) {
        review_id -> Text,
        position -> Integer,
        kind -> Text,
        label -> Text,
        source -> Text,
        html -> Text,
    }
}

diesel::table! {
    review_trivia (review_id, position) {
        review_id -> Text,
        position -> Integer,
        source -> Text,
        html -> Text,
        source_name -> Text,
        source_url -> Nullable<Text>,
    }
}

diesel::table! {
    review_tags (review_id, position) {
        review_id -> Text,
        position -> Integer,
        name -> Text,
        key -> Text,
    }
}

diesel::table! {
    review_revisions (review_id, revision) {
        review_id -> Text,
        revision -> BigInt,
        input -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    viewings (id) {
        id -> Text,
        author_id -> Text,
        film_id -> Text,
        review_id -> Nullable<Text>,
        position -> Integer,
        seen_on -> Text,
        medium -> Text,
        venue -> Text,
        note -> Text,
        private -> Bool,
    }
}

diesel::table! {
    posts (id) {
        id -> Text,
        uri -> Text,
        url -> Text,
        kind -> Text,
        author_id -> Text,
        name -> Text,
        summary -> Text,
        html -> Text,
        image_url -> Nullable<Text>,
        image_alt -> Text,
        language -> Nullable<Text>,
        audience -> Text,
        published_at -> Timestamp,
        edited_at -> Nullable<Timestamp>,
        gone_at -> Nullable<Timestamp>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    comments (id) {
        id -> Text,
        uri -> Text,
        url -> Text,
        review_id -> Nullable<Text>,
        post_id -> Nullable<Text>,
        parent_id -> Nullable<Text>,
        in_reply_to -> Text,
        author_id -> Text,
        source -> Text,
        html -> Text,
        summary -> Nullable<Text>,
        language -> Nullable<Text>,
        audience -> Text,
        state -> Text,
        published_at -> Timestamp,
        edited_at -> Nullable<Timestamp>,
        gone_at -> Nullable<Timestamp>,
        created_at -> Timestamp,
        door -> Text,
    }
}

diesel::table! {
    comment_revisions (id) {
        id -> Text,
        comment_id -> Text,
        html -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    reactions (id) {
        id -> Text,
        kind -> Text,
        actor_id -> Text,
        subject_kind -> Text,
        subject_id -> Text,
        activity_uri -> Text,
        created_at -> Timestamp,
        hidden -> Bool,
        emoji -> Text,
    }
}

diesel::table! {
    follows (id) {
        id -> Text,
        follower_id -> Text,
        followed_id -> Text,
        activity_uri -> Text,
        state -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    notifications (id) {
        id -> Text,
        recipient_id -> Text,
        kind -> Text,
        actor_id -> Text,
        review_id -> Nullable<Text>,
        comment_id -> Nullable<Text>,
        object_uri -> Text,
        url -> Nullable<Text>,
        html -> Text,
        created_at -> Timestamp,
        read_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    tombstones (uri, actor_uri) {
        uri -> Text,
        actor_uri -> Text,
        former_type -> Text,
        deleted_at -> Timestamp,
    }
}

diesel::table! {
    activities (id) {
        id -> Text,
        uri -> Text,
        actor_id -> Text,
        #[sql_name = "type"]
        type_ -> Text,
        object_uri -> Text,
        subject -> Text,
        public -> Bool,
        json -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    deliveries (id) {
        id -> Text,
        activity_id -> Text,
        actor_id -> Text,
        inbox -> Text,
        host -> Text,
        subject -> Text,
        state -> Text,
        attempts -> Integer,
        run_at -> Timestamp,
        last_status -> Nullable<Integer>,
        last_error -> Nullable<Text>,
        created_at -> Timestamp,
        finished_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    received (id) {
        id -> Text,
        uri -> Text,
        actor_uri -> Text,
        host -> Text,
        #[sql_name = "type"]
        type_ -> Text,
        inbox -> Text,
        body -> Text,
        state -> Text,
        reason -> Text,
        attempts -> Integer,
        run_at -> Timestamp,
        received_at -> Timestamp,
        processed_at -> Nullable<Timestamp>,
        activity_uri -> Nullable<Text>,
        object_uri -> Nullable<Text>,
        detail -> Text,
        at_door -> Bool,
        times -> BigInt,
        last_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    inbox_counts (day, outcome, reason) {
        day -> Text,
        outcome -> Text,
        reason -> Text,
        count -> BigInt,
    }
}

diesel::table! {
    jobs (id) {
        id -> Text,
        kind -> Text,
        payload -> Text,
        group_key -> Text,
        dedup_key -> Nullable<Text>,
        attempts -> Integer,
        run_at -> Timestamp,
        last_error -> Nullable<Text>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    hosts (host) {
        host -> Text,
        failures -> Integer,
        failing_since -> Nullable<Timestamp>,
        parked_until -> Nullable<Timestamp>,
        last_delivered_at -> Nullable<Timestamp>,
        last_seen_at -> Nullable<Timestamp>,
        signature_scheme -> Nullable<Text>,
        scheme_learned_at -> Nullable<Timestamp>,
        software -> Nullable<Text>,
        software_version -> Nullable<Text>,
        software_asked_at -> Nullable<Timestamp>,
        software_error -> Nullable<Text>,
        last_error -> Nullable<Text>,
        last_error_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    policies (id) {
        id -> Text,
        kind -> Text,
        target -> Text,
        severity -> Text,
        reject_media -> Bool,
        reject_reports -> Bool,
        private_comment -> Text,
        public_comment -> Text,
        obfuscate -> Bool,
        created_at -> Timestamp,
        updated_at -> Timestamp,
        list_id -> Nullable<Text>,
    }
}

diesel::table! {
    standings (actor_id) {
        actor_id -> Text,
        born_at -> Nullable<Timestamp>,
        followers -> Nullable<BigInt>,
        asked_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    block_lists (id) {
        id -> Text,
        name -> Text,
        url -> Nullable<Text>,
        every_hours -> BigInt,
        content -> Text,
        passed_over -> Text,
        waiting -> BigInt,
        etag -> Nullable<Text>,
        last_modified -> Nullable<Text>,
        read_at -> Nullable<Timestamp>,
        next_at -> Nullable<Timestamp>,
        error -> Nullable<Text>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    thread_crawls (root_kind, root_id) {
        root_kind -> Text,
        root_id -> Text,
        crawled_at -> Nullable<Timestamp>,
        next_at -> Timestamp,
        quiet -> Integer,
    }
}

diesel::table! {
    comment_checks (comment_id) {
        comment_id -> Text,
        rounds -> Integer,
        next_at -> Timestamp,
        crawled_at -> Nullable<Timestamp>,
        missing_since -> Nullable<Timestamp>,
        etag -> Nullable<Text>,
        last_modified -> Nullable<Text>,
    }
}

diesel::table! {
    cache_events (id) {
        id -> Text,
        tag -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    mentions (id) {
        id -> Text,
        source -> Text,
        role -> Text,
        source_uri -> Text,
        review_id -> Text,
        subject_kind -> Text,
        subject_id -> Text,
        target -> Text,
        author_id -> Nullable<Text>,
        author_name -> Text,
        author_url -> Nullable<Text>,
        author_photo -> Nullable<Text>,
        url -> Text,
        title -> Text,
        excerpt -> Text,
        language -> Nullable<Text>,
        state -> Text,
        published_at -> Timestamp,
        edited_at -> Nullable<Timestamp>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    quote_authorizations (id) {
        id -> Text,
        subject_kind -> Text,
        subject_id -> Text,
        subject_uri -> Text,
        author_id -> Text,
        quoter_id -> Text,
        quoting_uri -> Text,
        created_at -> Timestamp,
        revoked_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    webmentions (id) {
        id -> Text,
        review_id -> Text,
        source -> Text,
        target -> Text,
        linked -> Bool,
        state -> Text,
        endpoint -> Nullable<Text>,
        last_status -> Nullable<Integer>,
        last_error -> Nullable<Text>,
        created_at -> Timestamp,
        tried_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    former_slugs (author_id, slug) {
        author_id -> Text,
        slug -> Text,
        review_id -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    reports (id) {
        id -> Text,
        uri -> Text,
        reporter_id -> Text,
        body -> Text,
        created_at -> Timestamp,
        resolved_at -> Nullable<Timestamp>,
        category -> Text,
        resolution -> Text,
        resolved_by -> Nullable<Text>,
        forwarded_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    report_objects (report_id, position) {
        report_id -> Text,
        position -> Integer,
        uri -> Text,
        subject_kind -> Text,
        subject_id -> Text,
        author_id -> Text,
        words -> Text,
    }
}

diesel::table! {
    blocks (id) {
        id -> Text,
        blocker_id -> Text,
        blocked_id -> Text,
        activity_uri -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    approvals (object_uri) {
        object_uri -> Text,
        actor_id -> Text,
        approval_uri -> Nullable<Text>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    whereabouts (actor_id) {
        actor_id -> Text,
        also_known_as -> Text,
        moved_to -> Nullable<Text>,
        moved_at -> Nullable<Timestamp>,
        attribution_domains -> Text,
    }
}

diesel::table! {
    post_films (post_id, position) {
        post_id -> Text,
        position -> Integer,
        scheme -> Text,
        value -> Text,
        year -> Integer,
    }
}

diesel::table! {
    film_facts (film_id, source) {
        film_id -> Text,
        source -> Text,
        original_title -> Text,
        title_language -> Text,
        runtime -> Nullable<Integer>,
        countries -> Text,
        languages -> Text,
        poster_id -> Nullable<Text>,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    film_ids (film_id, scheme, source) {
        film_id -> Text,
        scheme -> Text,
        source -> Text,
        value -> Text,
    }
}

diesel::table! {
    people (id) {
        id -> Text,
        name -> Text,
        name_key -> Text,
        mark -> Text,
        sort_name -> Text,
        slug -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    person_ids (person_id, scheme) {
        person_id -> Text,
        scheme -> Text,
        value -> Text,
    }
}

diesel::table! {
    credits (id) {
        id -> Text,
        film_id -> Text,
        person_id -> Text,
        role -> Text,
        part -> Text,
        note -> Text,
        position -> Integer,
        source -> Text,
    }
}

diesel::table! {
    former_film_slugs (slug) {
        slug -> Text,
        film_id -> Text,
    }
}

diesel::table! {
    former_person_slugs (slug) {
        slug -> Text,
        person_id -> Text,
    }
}

diesel::table! {
    search_documents (number) {
        number -> BigInt,
        kind -> Text,
        item_id -> Text,
        title -> Text,
        shown -> Text,
        digest -> Text,
        published_at -> Timestamp,
    }
}

diesel::table! {
    search_words (word) {
        word -> Text,
    }
}

diesel::table! {
    search_trigrams (trigram, word) {
        trigram -> Text,
        word -> Text,
    }
}

diesel::table! {
    lists (id) {
        id -> Text,
        author_id -> Text,
        title -> Text,
        slug -> Text,
        language -> Text,
        kind -> Text,
        contents -> Text,
        intro -> Text,
        intro_html -> Text,
        query -> Text,
        canon -> Nullable<Text>,
        public -> Bool,
        created_at -> Timestamp,
        changed_at -> Timestamp,
        published_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    list_items (id) {
        id -> Text,
        list_id -> Text,
        position -> Integer,
        film_id -> Text,
        person -> Text,
        part -> Text,
        award -> Text,
        note -> Text,
        note_html -> Text,
        added_at -> Timestamp,
    }
}

diesel::table! {
    essays (id) {
        id -> Text,
        author_id -> Text,
        title -> Text,
        slug -> Text,
        language -> Text,
        teaser -> Text,
        source -> Text,
        status -> Text,
        created_at -> Timestamp,
        saved_at -> Timestamp,
        published_at -> Nullable<Timestamp>,
        edited_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    essay_films (essay_id, position) {
        essay_id -> Text,
        position -> Integer,
        film_id -> Text,
        label -> Text,
    }
}

diesel::joinable!(accounts -> actors (actor_id));
diesel::joinable!(sessions -> accounts (account_id));
diesel::joinable!(reviews -> actors (author_id));
diesel::joinable!(reviews -> films (film_id));
diesel::joinable!(comments -> actors (author_id));
diesel::joinable!(posts -> actors (author_id));
diesel::joinable!(comment_checks -> comments (comment_id));
diesel::joinable!(reactions -> actors (actor_id));
diesel::joinable!(deliveries -> activities (activity_id));
diesel::joinable!(rating_steps -> rating_scales (scale_id));
diesel::joinable!(notifications -> actors (actor_id));
diesel::joinable!(review_tags -> reviews (review_id));
diesel::joinable!(viewings -> films (film_id));
diesel::joinable!(former_slugs -> actors (author_id));
diesel::joinable!(list_items -> lists (list_id));
diesel::joinable!(list_items -> films (film_id));
diesel::joinable!(essay_films -> films (film_id));
diesel::joinable!(essay_films -> essays (essay_id));
diesel::joinable!(credits -> people (person_id));
diesel::joinable!(credits -> films (film_id));

diesel::table! {
    audit_entries (id) {
        id -> Text,
        actor_id -> Nullable<Text>,
        deed -> Text,
        subject_kind -> Text,
        subject_id -> Text,
        label -> Text,
        was -> Text,
        became -> Text,
        reason -> Text,
        batch -> Nullable<Text>,
        undoes -> Nullable<Text>,
        undone -> Bool,
        created_at -> Timestamp,
    }
}

diesel::table! {
    guests (actor_id) {
        actor_id -> Text,
        mail -> Nullable<Text>,
        mail_key -> Nullable<Text>,
        client -> Nullable<Text>,
        notify -> Bool,
        created_at -> Timestamp,
    }
}

diesel::table! {
    assessments (comment_id) {
        comment_id -> Text,
        score -> Integer,
        advice -> Text,
        reasons -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    author_rules (id) {
        id -> Text,
        kind -> Text,
        target -> Text,
        treatment -> Text,
        reason -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    comment_policies (review_id) {
        review_id -> Text,
        who -> Nullable<Text>,
        close_after_days -> Nullable<Integer>,
    }
}

diesel::table! {
    reply_requests (comment_id) {
        comment_id -> Text,
        uri -> Text,
    }
}

diesel::table! {
    oauth_apps (origin) {
        origin -> Text,
        client_id -> Text,
        client_secret -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    visit_attempts (state) {
        state -> Text,
        origin -> Text,
        handle -> Text,
        verifier -> Text,
        browser -> Text,
        may_post -> Bool,
        return_to -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    visits (id) {
        id -> Text,
        actor_id -> Text,
        origin -> Text,
        access_token -> Nullable<Text>,
        created_at -> Timestamp,
        expires_at -> Timestamp,
    }
}

diesel::table! {
    spam_words (word) {
        word -> Text,
        spam -> BigInt,
        ham -> BigInt,
    }
}

diesel::table! {
    spam_lessons (comment_id) {
        comment_id -> Text,
        is_spam -> Bool,
        words -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    mails (id) {
        id -> Text,
        recipient -> Text,
        subject -> Text,
        plain -> Text,
        html -> Text,
        list_unsubscribe -> Nullable<Text>,
        purpose -> Text,
        account_id -> Nullable<Text>,
        created_at -> Timestamp,
        run_at -> Nullable<Timestamp>,
        attempts -> Integer,
        sent_at -> Nullable<Timestamp>,
        last_error -> Nullable<Text>,
    }
}

diesel::table! {
    notices (id) {
        id -> Text,
        account_id -> Nullable<Text>,
        guest_id -> Nullable<Text>,
        topic -> Text,
        notification_id -> Nullable<Text>,
        comment_id -> Nullable<Text>,
        host -> Nullable<Text>,
        is_digest -> Bool,
        due_at -> Nullable<Timestamp>,
        mail_id -> Nullable<Text>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    notice_choices (account_id) {
        account_id -> Text,
        language -> Text,
        choices -> Text,
    }
}

diesel::table! {
    /// Links by which somebody may make an account.
    invitations (id) {
        id -> Text,
        code -> Text,
        role -> Text,
        note -> Text,
        uses_left -> Nullable<BigInt>,
        used -> BigInt,
        expires_at -> Nullable<Timestamp>,
        made_by -> Nullable<Text>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    /// People who asked for an account and have none yet.
    applications (id) {
        id -> Text,
        handle -> Text,
        name -> Text,
        email -> Nullable<Text>,
        password_hash -> Text,
        role -> Text,
        reason -> Text,
        language -> Text,
        needs_approval -> Bool,
        invitation_id -> Nullable<Text>,
        confirmed_at -> Nullable<Timestamp>,
        created_at -> Timestamp,
    }
}

diesel::allow_tables_to_appear_in_same_query!(
    actors,
    actor_keys,
    accounts,
    sessions,
    suspensions,
    second_factors,
    recovery_codes,
    sign_in_attempts,
    settings,
    films,
    rating_scales,
    rating_steps,
    rating_versions,
    media,
    remote_media,
    reviews,
    review_sections,
    schedules,
    showings,
    review_trivia,
    review_tags,
    review_revisions,
    viewings,
    posts,
    comments,
    comment_revisions,
    reactions,
    follows,
    notifications,
    tombstones,
    activities,
    deliveries,
    received,
    inbox_counts,
    jobs,
    hosts,
    policies,
    thread_crawls,
    comment_checks,
    cache_events,
    mentions,
    quote_authorizations,
    webmentions,
    former_slugs,
    reports,
    report_objects,
    block_lists,
    standings,
    blocks,
    approvals,
    whereabouts,
    post_films,
    film_facts,
    film_ids,
    people,
    person_ids,
    credits,
    former_film_slugs,
    former_person_slugs,
    search_documents,
    search_words,
    search_trigrams,
    lists,
    list_items,
    essays,
    essay_films,
    audit_entries,
    guests,
    assessments,
    author_rules,
    comment_policies,
    reply_requests,
    oauth_apps,
    visit_attempts,
    visits,
    spam_words,
    spam_lessons,
    mails,
    notices,
    notice_choices,
    invitations,
    applications,
);
