package io.slipway.aws.table;

import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.name.Tag;
import java.time.Instant;
import java.util.Locale;

/** The keys of the items ({@code docs/maintain/architecture.md} lists what each item holds). */
public final class Keys {
    /** The sort key of an item that is alone in its partition. */
    public static final String ALONE = "#";

    /** The prefix of the sort key of a tag. */
    public static final String TAG = "TAG#";

    /** The prefix of the sort key of a repository in its space. */
    public static final String REPOSITORY = "REPO#";

    /** The prefix of the sort key of a blob's link. */
    public static final String BLOB = "BLOB#";

    /** The prefix of the sort key of a manifest. */
    public static final String MANIFEST = "MANIFEST#";

    /** The prefix of the sort key of a use. */
    public static final String EDGE = "EDGE#";

    /** The partition of all spaces, so that they can be listed. */
    public static final String SPACES = "SPACES";

    /** The sort key of the position of the walk through first chunks, in the partition of the first part's reviews. */
    public static final String FIRST_CHUNKS = "CHUNKS";

    /** The partition of all public repositories, under the names that clients use. */
    public static final String PUBLIC = "PUBLIC";

    /** The partition of facts about the network. */
    public static final String NETWORK = "NETWORK";

    /** The sort key of the retention rules of a space. */
    public static final String RETENTION = "RETENTION";

    /** The sort key of the position at which the next run of a space's rules begins. */
    public static final String RETENTION_POSITION = "RETENTIONPOSITION";

    private Keys() {}

    /** Returns a value that sorts after every key with the prefix. */
    public static String end(String prefix) {
        return prefix + Character.toString(Character.MAX_CODE_POINT);
    }

    public static String space(SpaceName space) {
        return "SPACE#" + space;
    }

    public static String repository(RepositoryName repository) {
        return "REPO#" + repository.stored();
    }

    public static String repositoryInSpace(RepositoryName repository) {
        return REPOSITORY + repository.path();
    }

    /** Returns the key of the time at which a repository of this name was last deleted. */
    public static String cleared(RepositoryName repository) {
        return "CLEARED#" + repository.path();
    }

    public static String publicRepository(RepositoryName repository) {
        return REPOSITORY + repository.familiar();
    }

    public static String tag(Tag tag) {
        return TAG + tag;
    }

    /** Returns the key that records a tag of a manifest: it is written with the tag, and can outlive it. */
    public static String tagOfManifest(Digest digest, Tag tag) {
        return tagsOfManifest(digest) + tag;
    }

    public static String tagsOfManifest(Digest digest) {
        return "TAGGED#" + digest + "#";
    }

    public static String manifest(Digest digest) {
        return MANIFEST + digest;
    }

    public static String referrers(Digest subject) {
        return "REFERRER#" + subject + "#";
    }

    public static String referrer(Digest subject, Digest digest) {
        return referrers(subject) + digest;
    }

    public static String blobLink(Digest digest) {
        return BLOB + digest;
    }

    public static String blob(SpaceName space, Digest digest) {
        return blobs(space) + digest;
    }

    /** Returns the prefix of the partitions of a space's blobs. */
    public static String blobs(SpaceName space) {
        return "BLOB#" + space.stored() + "#";
    }

    /** Returns the key of a repository's link to an object that holds a blob of its space. */
    public static String blobUser(String s3Key, RepositoryName repository) {
        return blobUsers(s3Key) + repository.path();
    }

    /** Returns the key that marks an object as the written layer of this key; it sorts before all repositories. */
    public static String layerOf(String s3Key, String layer) {
        return layersOf(s3Key) + layer;
    }

    public static String layersOf(String s3Key) {
        return blobUsers(s3Key) + "#";
    }

    public static String blobUsers(String s3Key) {
        return "USER#" + s3Key + "#";
    }

    /** Returns the key of the use of a blob or manifest by a manifest; it sorts between both, so that a deletion removes it between both. */
    public static String edge(Digest target, Digest manifest) {
        return edges(target) + manifest;
    }

    public static String edges(Digest target) {
        return EDGE + target + "#";
    }

    /** Returns a partition of the queue of reviews. */
    public static String reviews(int part) {
        return "REVIEW#" + part;
    }

    public static String upload(String id) {
        return "UPLOAD#" + id;
    }

    /** Returns a moment as a part of keys that sort by time, in milliseconds: these have 13 digits until the year 2286. */
    public static String moment(Instant moment) {
        return String.format(Locale.ROOT, "%013d", Math.max(0, moment.toEpochMilli()));
    }

    /** Returns the partition of the bin of a space. */
    public static String bin(SpaceName space) {
        return "BIN#" + space.stored();
    }

    public static String binEntry(String id) {
        return "ENTRY#" + id;
    }

    /** Returns the prefix of the sort keys of a manifest's referrers in the bin. */
    public static String binnedReferrers(Digest subject) {
        return "BINREFERRER#" + subject + "#";
    }

    public static String binnedReferrer(Digest subject, Digest digest) {
        return binnedReferrers(subject) + digest;
    }
}
