package io.slipway.core.manifest;

import io.slipway.core.digest.Digest;
import io.slipway.core.http.Response;
import io.slipway.core.name.RepositoryName;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;

/** The manifests whose pulls this process has noted today, so that each is noted once. Pulls that it forgets are noted again, which is harmless. */
public final class RecentPulls {
    /** The most manifests that are remembered. */
    static final int MAX = 10_000;

    private final Clock clock;
    private final Set<PullNote> noted = new HashSet<>();
    private LocalDate day = LocalDate.EPOCH;

    public RecentPulls(Clock clock) {
        this.clock = clock;
    }

    /** Notes a pull in its response, the first time on a day. */
    public Response note(Response answer, RepositoryName repository, Digest digest) {
        PullNote note = new PullNote(repository, digest);
        return isNew(note) ? answer.noting(PullNote.FIELD, note.toString()) : answer;
    }

    private synchronized boolean isNew(PullNote note) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        if (!day.equals(today) || noted.size() >= MAX) {
            noted.clear();
            day = today;
        }
        return noted.add(note);
    }
}
