package io.slipway.aws.manifest;

import static io.slipway.aws.table.Table.s;

import io.slipway.aws.table.BatchGet;
import io.slipway.aws.table.Keys;
import io.slipway.aws.table.Table;
import io.slipway.core.digest.Digest;
import io.slipway.core.manifest.StoredManifest;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.name.Tag;
import io.slipway.packages.feed.PackageId;
import io.slipway.packages.feed.PackageListing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** Lists of packages: repositories of a space below one folder, and tags with the manifests that the table itself holds. */
public final class DynamoPackageListing implements PackageListing {
    private final DynamoDbClient dynamo;
    private final String table;

    public DynamoPackageListing(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    @Override
    public List<RepositoryName> repositories(SpaceName space, String after, int limit) {
        String prefix = Keys.REPOSITORY + PackageId.FOLDER;
        List<RepositoryName> repositories = new ArrayList<>();
        Map<String, AttributeValue> start = Map.of();
        do {
            var page = dynamo.query(range(Keys.space(space), prefix, after)
                    .projectionExpression("sk")
                    .limit(limit - repositories.size())
                    .exclusiveStartKey(start.isEmpty() ? null : start)
                    .build());
            page.items()
                    .forEach(item -> repositories.add(new RepositoryName(
                            space, Table.string(item, Table.SK).substring(Keys.REPOSITORY.length()))));
            start = page.lastEvaluatedKey();
        } while (repositories.size() < limit && !start.isEmpty());
        return repositories;
    }

    @Override
    public Page tagged(RepositoryName repository, String after, int limit) {
        var page = dynamo.query(range(Keys.repository(repository), Keys.TAG, after)
                .projectionExpression("sk, digest")
                .limit(limit)
                .build());
        Map<Digest, StoredManifest> manifests = manifests(repository, page.items());
        List<Tagged> tagged = new ArrayList<>();
        String last = "";
        for (Map<String, AttributeValue> item : page.items()) {
            last = Table.string(item, Table.SK).substring(Keys.TAG.length());
            Tag tag = new Tag(last);
            Optional.ofNullable(manifests.get(digest(item)))
                    .ifPresent(manifest -> tagged.add(new Tagged(tag, manifest)));
        }
        return new Page(tagged, last, !page.lastEvaluatedKey().isEmpty());
    }

    /** Package manifests are stored inline; one stored in S3 is not a package. */
    private Map<Digest, StoredManifest> manifests(RepositoryName repository, List<Map<String, AttributeValue>> tags) {
        List<Map<String, AttributeValue>> keys = tags.stream()
                .map(DynamoPackageListing::digest)
                .distinct()
                .map(digest -> Table.key(Keys.repository(repository), Keys.manifest(digest)))
                .toList();
        Map<Digest, StoredManifest> manifests = new HashMap<>();
        for (Map<String, AttributeValue> item : BatchGet.read(dynamo, table, keys)) {
            if (item.containsKey(ManifestItems.CONTENT)) {
                Digest digest = Digest.parse(Table.string(item, Table.SK).substring(Keys.MANIFEST.length()));
                String mediaType = Table.string(item, ManifestItems.MEDIA_TYPE);
                manifests.put(digest, new StoredManifest(digest, mediaType, Table.bytes(item, ManifestItems.CONTENT)));
            }
        }
        return manifests;
    }

    private static Digest digest(Map<String, AttributeValue> tag) {
        return Digest.parse(Table.string(tag, ManifestItems.DIGEST));
    }

    private QueryRequest.Builder range(String pk, String prefix, String after) {
        // The smallest key after that of the last one is the same with a zero added.
        String from = prefix + (after.isEmpty() ? "" : after + "\0");
        return QueryRequest.builder()
                .tableName(table)
                .consistentRead(true)
                .keyConditionExpression("pk = :pk AND sk BETWEEN :from AND :to")
                .expressionAttributeValues(Map.of(":pk", s(pk), ":from", s(from), ":to", s(Keys.end(prefix))));
    }
}
