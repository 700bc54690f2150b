package io.slipway.aws.housekeeping;

import io.slipway.aws.review.ReviewItems;
import io.slipway.aws.space.DynamoRepositories;
import io.slipway.aws.space.DynamoSpaces;
import io.slipway.aws.table.Items;
import io.slipway.aws.table.Keys;
import io.slipway.aws.table.Range;
import io.slipway.aws.table.Table;
import io.slipway.core.digest.Digest;
import io.slipway.core.housekeeping.Inventory;
import io.slipway.core.housekeeping.Review;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.space.Repository;
import io.slipway.core.space.Space;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Lists objects of the bucket, and references by walking through repositories. */
public final class AwsInventory implements Inventory {
    private static final String STATE = "scrub/state.json";

    /** The statuses for an object that was written again: its ETag is another, or it ends before the range. */
    private static final Set<Integer> WRITTEN_AGAIN = Set.of(412, 416);

    private final Table table;
    private final Supplier<S3Client> s3;
    private final String bucket;
    private final DynamoSpaces spaces;
    private final DynamoRepositories repositories;

    public AwsInventory(
            Table table, Supplier<S3Client> s3, String bucket, DynamoSpaces spaces, DynamoRepositories repositories) {
        this.table = table;
        this.s3 = s3;
        this.bucket = bucket;
        this.spaces = spaces;
        this.repositories = repositories;
    }

    /** Returns the prefixes of the keys of a kind, in their order. */
    private static List<String> prefixes(Kind kind) {
        return kind == Kind.BLOBS ? List.of("blobs/", "direct/") : List.of("manifests/");
    }

    @Override
    public List<StoredKey> objects(Kind kind, String after) {
        for (String prefix : prefixes(kind)) {
            if (after.compareTo(prefix) < 0 || after.startsWith(prefix)) {
                List<StoredKey> page = objects(prefix, after);
                if (!page.isEmpty()) {
                    return page;
                }
            }
        }
        return List.of();
    }

    private List<StoredKey> objects(String prefix, String after) {
        return s3
                .get()
                .listObjectsV2(request ->
                        request.bucket(bucket).prefix(prefix).startAfter(after.startsWith(prefix) ? after : null))
                .contents()
                .stream()
                .map(object -> new StoredKey(object.key(), object.size(), object.lastModified()))
                .toList();
    }

    /**
     * A position among references.
     *
     * @param space the name of the space
     * @param repository the stored name of the repository, empty before the first
     * @param item the sort key of the last item; empty if the repository is done
     */
    private record Position(String space, String repository, String item) {
        static Position parse(String text) {
            String[] parts = text.split("\n", -1);
            return parts.length == 3 ? new Position(parts[0], parts[1], parts[2]) : new Position("", "", "");
        }

        @Override
        public String toString() {
            return space + "\n" + repository + "\n" + item;
        }
    }

    @Override
    public References references(Kind kind, String text) {
        Position position = Position.parse(text);
        if (!position.item().isEmpty()) {
            return references(
                    kind, position.space(), RepositoryName.parseStored(position.repository()), position.item());
        }
        List<SpaceName> after = spaces.list().stream()
                .map(Space::name)
                .filter(name -> order(name.value()).compareTo(order(position.space())) >= 0
                        || position.space().isEmpty())
                .toList();
        for (SpaceName space : after) {
            boolean same = space.value().equals(position.space())
                    && !position.repository().isEmpty();
            String from =
                    same ? RepositoryName.parseStored(position.repository()).path() + "\0" : "";
            Optional<Repository> next =
                    repositories.list(space, from, 1).stream().findFirst();
            if (next.isPresent()) {
                return references(kind, space.value(), next.get().name(), "");
            }
        }
        return new References(List.of(), Optional.empty());
    }

    /** The default space is the first of the list. */
    private static String order(String space) {
        return space.equals(SpaceName.DEFAULT.value()) ? "" : space;
    }

    private References references(Kind kind, String space, RepositoryName repository, String item) {
        String prefix = kind == Kind.BLOBS ? Keys.BLOB : Keys.MANIFEST;
        Table.Page page = table.page(Range.of(Keys.repository(repository))
                .prefix(prefix)
                .having(Items.S3_KEY)
                .after(item.isEmpty() ? Map.of() : Items.key(Keys.repository(repository), item)));
        List<Reference> references = page.items().stream()
                .map(it -> new Reference(
                        kind,
                        repository,
                        Digest.parse(Items.string(it, Items.SK).substring(prefix.length())),
                        Items.string(it, Items.S3_KEY)))
                .toList();
        String last = page.last().isEmpty() ? "" : Items.string(page.last(), Items.SK);
        return new References(references, Optional.of(new Position(space, repository.stored(), last).toString()));
    }

    @Override
    public boolean isBroken(Reference reference) {
        String sk =
                reference.kind() == Kind.BLOBS ? Keys.blobLink(reference.digest()) : Keys.manifest(reference.digest());
        Map<String, AttributeValue> item =
                table.get(Items.key(Keys.repository(reference.repository()), sk), List.of(Items.S3_KEY));
        return Items.optional(item, Items.S3_KEY).equals(Optional.of(reference.key())) && !isThere(reference.key());
    }

    /** A list instead of HEAD: without the permission, HEAD fails as if the object did not exist. */
    private boolean isThere(String key) {
        return s3
                .get()
                .listObjectsV2(request -> request.bucket(bucket).prefix(key).maxKeys(1))
                .contents()
                .stream()
                .map(S3Object::key)
                .anyMatch(key::equals);
    }

    @Override
    public Optional<Part> read(String key, long from, int length, Optional<String> version) {
        try {
            var part = s3.get()
                    .getObjectAsBytes(request -> request.bucket(bucket)
                            .key(key)
                            .range("bytes=" + from + "-" + (from + length - 1))
                            .ifMatch(version.orElse(null)));
            return Optional.of(
                    new Part(part.asByteArrayUnsafe(), part.response().eTag()));
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        } catch (S3Exception e) {
            if (WRITTEN_AGAIN.contains(e.statusCode())) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public void review(Review.StoredObject object, Instant moment) {
        table.write(ReviewItems.timed(object, moment));
    }

    @Override
    public Optional<byte[]> load() {
        // Before the first scrub, the object does not exist, and a role that may not list all keys gets 403.
        if (!isThere(STATE)) {
            return Optional.empty();
        }
        return Optional.of(s3.get()
                .getObjectAsBytes(request -> request.bucket(bucket).key(STATE))
                .asByteArray());
    }

    @Override
    public void save(byte[] state) {
        s3.get().putObject(request -> request.bucket(bucket).key(STATE), RequestBody.fromBytes(state));
    }
}
