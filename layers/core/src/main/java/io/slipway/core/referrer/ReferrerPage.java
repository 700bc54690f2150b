package io.slipway.core.referrer;

import java.util.List;

/**
 * A page of referrers.
 *
 * @param referrers the referrers
 * @param next the digest after which the next page begins, empty if this is the last
 */
public record ReferrerPage(List<Referrer> referrers, String next) {
    public ReferrerPage {
        referrers = List.copyOf(referrers);
    }
}
