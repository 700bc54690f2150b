package io.slipway.aws.manifest;

import static io.slipway.aws.table.Table.s;

import io.slipway.aws.table.BatchGet;
import io.slipway.aws.table.Keys;
import io.slipway.aws.table.Table;
import io.slipway.builds.retention.Contents;
import io.slipway.builds.retention.HeldManifest;
import io.slipway.builds.retention.RepositoryContents;
import io.slipway.builds.retention.TagName;
import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.Tag;
import io.slipway.core.tag.TagRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.S3Client;

/** The tags and manifests of whole repositories. */
public final class DynamoContents implements Contents {
    private static final int BATCH = 100;

    private final DynamoDbClient dynamo;
    private final String table;
    private final ManifestObjects objects;

    public DynamoContents(DynamoDbClient dynamo, String table, S3Client s3, String bucket) {
        this.dynamo = dynamo;
        this.table = table;
        this.objects = new ManifestObjects(s3, bucket);
    }

    @Override
    public RepositoryContents read(RepositoryName repository) {
        // Tags first: a manifest that is pushed meanwhile has no tag here, and is too young to go.
        List<TagRecord> tags = items(repository, Keys.TAG, "sk, digest, pushed")
                .map(ManifestItems::readTag)
                .toList();
        List<HeldManifest> manifests = items(repository, Keys.MANIFEST, "sk, pushed, revision, content, s3Key, binned")
                .filter(item -> !ManifestItems.isBinned(item))
                .map(this::manifest)
                .toList();
        return new RepositoryContents(repository, tags, manifests);
    }

    private Stream<Map<String, AttributeValue>> items(RepositoryName repository, String prefix, String attributes) {
        return dynamo
                .queryPaginator(request -> request.tableName(table)
                        .consistentRead(true)
                        .keyConditionExpression("pk = :pk AND begins_with(sk, :prefix)")
                        .expressionAttributeValues(Map.of(":pk", s(Keys.repository(repository)), ":prefix", s(prefix)))
                        .projectionExpression(attributes))
                .items()
                .stream();
    }

    private HeldManifest manifest(Map<String, AttributeValue> item) {
        byte[] content = Table.optional(item, ManifestItems.S3_KEY)
                .map(objects::read)
                .orElseGet(() -> Table.bytes(item, ManifestItems.CONTENT));
        return HeldManifest.read(
                Digest.parse(Table.string(item, Table.SK).substring(Keys.MANIFEST.length())),
                content,
                Instant.ofEpochSecond(Table.number(item, ManifestItems.PUSHED)),
                Table.string(item, ManifestItems.REVISION));
    }

    @Override
    public Map<TagName, Digest> resolve(Collection<TagName> tags) {
        Map<String, TagName> names = new HashMap<>();
        tags.forEach(tag -> names.put(id(key(tag)), tag));
        List<TagName> distinct = List.copyOf(names.values());
        Map<TagName, Digest> found = new HashMap<>();
        for (int from = 0; from < distinct.size(); from += BATCH) {
            List<Map<String, AttributeValue>> keys = new ArrayList<>();
            distinct.subList(from, Math.min(distinct.size(), from + BATCH)).forEach(tag -> keys.add(key(tag)));
            for (Map<String, AttributeValue> item : BatchGet.read(dynamo, table, keys)) {
                TagName name = names.get(id(item));
                if (name != null) {
                    found.put(name, Digest.parse(Table.string(item, ManifestItems.DIGEST)));
                }
            }
        }
        return found;
    }

    private static Map<String, AttributeValue> key(TagName name) {
        Tag tag = name.tag();
        return Table.key(Keys.repository(name.repository()), Keys.tag(tag));
    }

    private static String id(Map<String, AttributeValue> item) {
        return Table.string(item, Table.PK) + "\n" + Table.string(item, Table.SK);
    }
}
