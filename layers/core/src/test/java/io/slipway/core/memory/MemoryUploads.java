package io.slipway.core.memory;

import io.slipway.core.blob.StoredBlob;
import io.slipway.core.digest.Digest;
import io.slipway.core.housekeeping.Review;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.upload.ClaimResult;
import io.slipway.core.upload.UploadSession;
import io.slipway.core.upload.Uploads;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

final class MemoryUploads implements Uploads {
    private final Store store;
    private final MemoryBlobLinks links;

    MemoryUploads(Store store) {
        this.store = store;
        this.links = new MemoryBlobLinks(store);
    }

    @Override
    public ClaimResult claim(RepositoryName repository, String session, OptionalLong offset) {
        synchronized (store) {
            Optional<SessionState> found = find(repository, session);
            boolean free = found.isEmpty()
                    ? offset.orElse(0) == 0
                    : found.get().isOpen(now())
                            && !found.get().isClaimed(now())
                            && offset.orElse(found.get().session().offset())
                                    == found.get().session().offset();
            if (!free) {
                return obstacle(found);
            }
            UploadSession old = found.map(SessionState::session).orElseGet(() -> empty(session));
            UploadSession claimed = claimed(old, UUID.randomUUID().toString());
            if (found.isEmpty()) {
                store.reviews.addTimed(
                        new Review.Session(repository, session),
                        store.clock.instant().plus(IDLE_LIFETIME));
            }
            put(
                    repository,
                    new SessionState(
                            true,
                            claimed,
                            now().plus(IDLE_LIFETIME),
                            claimed.claim(),
                            now().plus(CLAIM_LIFETIME),
                            Optional.empty()));
            return new ClaimResult.Claimed(claimed);
        }
    }

    private ClaimResult obstacle(Optional<SessionState> found) {
        if (found.isEmpty()) {
            return new ClaimResult.Elsewhere(0);
        }
        return found.get().isOpen(now())
                ? new ClaimResult.Elsewhere(found.get().session().offset())
                : new ClaimResult.Gone(found.get().finished());
    }

    @Override
    public boolean renew(RepositoryName repository, UploadSession session) {
        synchronized (store) {
            Optional<SessionState> held = held(repository, session);
            held.ifPresent(state -> put(
                    repository,
                    new SessionState(
                            true,
                            state.session(),
                            state.expires(),
                            state.claim(),
                            now().plus(CLAIM_LIFETIME),
                            Optional.empty())));
            return held.isPresent();
        }
    }

    @Override
    public boolean advance(RepositoryName repository, UploadSession session) {
        synchronized (store) {
            Optional<SessionState> held = held(repository, session);
            held.ifPresent(state -> put(repository, unclaimed(claimed(session, ""), now().plus(IDLE_LIFETIME))));
            return held.isPresent();
        }
    }

    @Override
    public void release(RepositoryName repository, UploadSession session) {
        synchronized (store) {
            held(repository, session)
                    .ifPresent(state -> put(repository, unclaimed(claimed(state.session(), ""), state.expires())));
        }
    }

    @Override
    public Optional<Long> offset(RepositoryName repository, String session) {
        synchronized (store) {
            Optional<SessionState> found = find(repository, session);
            return found.isEmpty()
                    ? Optional.of(0L)
                    : found.filter(state -> state.isOpen(now()))
                            .map(state -> state.session().offset());
        }
    }

    @Override
    public Optional<UploadSession> cancel(RepositoryName repository, String session) {
        synchronized (store) {
            Optional<SessionState> found = find(repository, session);
            if (found.isPresent() && !found.get().isOpen(now())) {
                return Optional.empty();
            }
            UploadSession old = found.map(SessionState::session).orElseGet(() -> empty(session));
            put(repository, ended(old, Optional.empty()));
            return Optional.of(old);
        }
    }

    @Override
    public boolean finish(RepositoryName repository, UploadSession session, Digest digest, StoredBlob blob) {
        synchronized (store) {
            if (held(repository, session).isEmpty()) {
                return false;
            }
            put(repository, ended(session, Optional.of(digest)));
            links.link(repository, digest, blob);
            return true;
        }
    }

    @Override
    public Optional<ClaimResult> finishWithFirst(
            RepositoryName repository, String session, Digest digest, StoredBlob blob) {
        synchronized (store) {
            return find(repository, session).filter(state -> !state.open()).isPresent()
                    ? Optional.of(obstacle(find(repository, session)))
                    : finishWhole(repository, session, digest, blob);
        }
    }

    @Override
    public Optional<ClaimResult> finishWhole(
            RepositoryName repository, String session, Digest digest, StoredBlob blob) {
        synchronized (store) {
            Optional<SessionState> found = find(repository, session);
            boolean free = found.isEmpty()
                    || found.get().finished().equals(Optional.of(digest))
                    || (found.get().open()
                            && found.get().session().offset() == 0
                            && found.get().claim().isEmpty());
            if (!free) {
                links.review(repository, digest, blob);
                return Optional.of(obstacle(found));
            }
            put(repository, ended(empty(session), Optional.of(digest)));
            links.link(repository, digest, blob);
            return Optional.empty();
        }
    }

    private Instant now() {
        return Instant.ofEpochSecond(store.clock.instant().getEpochSecond());
    }

    private Optional<SessionState> find(RepositoryName repository, String session) {
        return Optional.ofNullable(store.contents(repository).uploads.get(session));
    }

    /** Returns the session, if this request still has its claim. */
    private Optional<SessionState> held(RepositoryName repository, UploadSession session) {
        return find(repository, session.id())
                .filter(state -> !state.claim().isEmpty() && state.claim().equals(session.claim()));
    }

    private void put(RepositoryName repository, SessionState state) {
        store.contents(repository).uploads.put(state.session().id(), state);
    }

    private static SessionState unclaimed(UploadSession session, Instant expires) {
        return new SessionState(true, session, expires, "", Instant.EPOCH, Optional.empty());
    }

    private SessionState ended(UploadSession session, Optional<Digest> finished) {
        return new SessionState(false, session, now().plus(IDLE_LIFETIME), "", Instant.EPOCH, finished);
    }

    private static UploadSession empty(String session) {
        return new UploadSession(session, 0, Map.of(), Optional.empty(), List.of(), Optional.empty(), "");
    }

    private static UploadSession claimed(UploadSession old, String claim) {
        return new UploadSession(old.id(), old.offset(), old.hashes(), old.multipart(), old.parts(), old.tail(), claim);
    }
}
