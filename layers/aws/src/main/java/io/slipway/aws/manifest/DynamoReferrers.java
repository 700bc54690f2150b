package io.slipway.aws.manifest;

import io.slipway.aws.table.Items;
import io.slipway.aws.table.Keys;
import io.slipway.aws.table.Range;
import io.slipway.aws.table.Table;
import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.referrer.Referrer;
import io.slipway.core.referrer.ReferrerPage;
import io.slipway.core.referrer.Referrers;
import java.util.List;

/** Lists referrers. One read for each page, filtered by DynamoDB. */
public final class DynamoReferrers implements Referrers {
    private final Table table;

    public DynamoReferrers(Table table) {
        this.table = table;
    }

    @Override
    public ReferrerPage list(RepositoryName repository, Digest subject, String artifactType, String after, int limit) {
        String prefix = Keys.referrers(subject);
        Range all =
                Range.of(Keys.repository(repository)).prefixAfter(prefix, after).limit(limit);
        Table.Page page =
                table.page(artifactType.isEmpty() ? all : all.where(ManifestItems.ARTIFACT_TYPE, artifactType));
        List<Referrer> referrers =
                page.items().stream().map(ManifestItems::readReferrer).toList();
        String next = Items.optional(page.last(), Items.SK)
                .map(key -> key.substring(prefix.length()))
                .orElse("");
        return new ReferrerPage(referrers, next);
    }
}
