package io.slipway.aws.table;

import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.name.Tag;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

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

    private static final String LAYER = "LAYER#";

    private Keys() {}

    /** The partition in which all spaces lie, so that they can be listed. */
    public static final String SPACES = "SPACES";

    /** The partition in which all tokens lie, so that they can be listed. */
    public static final String TOKENS = "TOKENS";

    /** The sort key, beside the reviews of the first part, of how far first chunks have been looked through. */
    public static final String FIRST_CHUNKS = "CHUNKS";

    /** The sort key, beside the tokens, of the hash of the administrator's token. */
    public static final String ADMINISTRATOR = "ADMINISTRATOR";

    /** The partition in which all public repositories lie, under the names that clients use. */
    public static final String PUBLIC = "PUBLIC";

    /** The partition in which all rules about principals lie, so that they can be read together. */
    public static final String PRINCIPALS = "PRINCIPALS";

    /** The partition of all rules for identities, so that they can be read together. */
    public static final String IDENTITIES = "IDENTITIES";

    /** The partition of what is known of the network. */
    public static final String NETWORK = "NETWORK";

    /** The partition of the public keys of bearer tokens. */
    public static final String KEYS = "KEYS";

    /** Returns a value that sorts after every ASCII key with the prefix. */
    public static String end(String prefix) {
        return prefix + "\uffff";
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

    /** The prefix of the partitions of a space's blobs. */
    public static String blobs(SpaceName space) {
        return "BLOB#" + space.stored() + "#";
    }

    /** The partition of a layer that builds of the space have written. */
    public static String writtenLayers(SpaceName space, String key) {
        return "BLOB#" + space.stored() + "#" + key;
    }

    public static String writtenLayer(String key) {
        return LAYER + key;
    }

    /** Returns the key of a written layer as its builds know it. */
    public static String keyOfWrittenLayer(String sk) {
        return sk.substring(LAYER.length());
    }

    /** Returns the key of a repository's link to an object that holds a blob of its space. */
    public static String blobUser(String s3Key, RepositoryName repository) {
        return blobUsers(s3Key) + repository.path();
    }

    /** Returns the key under which an object knows that builds remember it as the layer of this key; it sorts before all repositories. */
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

    /** A partition of the queue of reviews. */
    public static String reviews(int part) {
        return "REVIEW#" + part;
    }

    public static String upload(String id) {
        return "UPLOAD#" + id;
    }

    public static String token(String id) {
        return "TOKEN#" + id;
    }

    /** The partition in which the builds of a space lie, so that they can be listed. */
    public static String builds(SpaceName space) {
        return "BUILDS#" + space.stored();
    }

    public static String build(String id) {
        return "BUILD#" + id;
    }

    /** Returns the partition that names the last build of a key. */
    public static String buildKey(SpaceName space, String key) {
        return "BUILDKEY#" + space.stored() + "#" + key;
    }

    /** The attribute of a tag's pin that names the credential which alone may push the tag. */
    public static final String PUSHER = "pusher";

    /** Returns the key that names the last build that was to make the image of a tag. */
    public static String imageOf(Tag tag) {
        return "IMAGE#" + tag;
    }

    public static String deployment(SpaceName space, String deployment) {
        return "DEPLOYMENT#" + space.stored() + "#" + deployment;
    }

    public static String imageOfDeployment(RepositoryName repository, Tag tag) {
        return "IMAGE#" + repository.path() + "#" + tag;
    }

    /** The partition of the builds that wait or run. */
    public static final String BUILD_QUEUE = "BUILDQUEUE";

    /** The prefix of the sort key of a waiting build; its id follows, so that the oldest is first. */
    public static final String WAITING = "WAITING#";

    /** The prefix of the sort key of an instant build that runs. */
    public static final String INSTANT = "INSTANT#";

    /** The sort key of the item that holds which builds have a place. */
    public static final String PLACES = "PLACES";

    /** The partition of what went wrong with logins by or from this. */
    public static String failures(String what) {
        return "FAILURES#" + what;
    }

    public static String window(long number) {
        return "WINDOW#" + number;
    }

    public static String verifyingKey(String id) {
        return "KEY#" + id;
    }

    public static String identity(String id) {
        return "IDENTITY#" + id;
    }

    public static String principal(String id) {
        return "PRINCIPAL#" + id;
    }

    /** The prefix of the partitions of events: one for each space, and one for the whole registry, {@code EVENTS#*}. */
    public static final String EVENTS = "EVENTS#";

    /** The prefix of the sort key of a webhook in its space. */
    public static final String WEBHOOK = "WEBHOOK#";

    /** The partition of deliveries that wait for another try. */
    public static final String DELIVERIES = "DELIVERIES";

    private static final String WHOLE_REGISTRY = "*";

    public static String events(Optional<SpaceName> space) {
        return EVENTS + space.map(SpaceName::value).orElse(WHOLE_REGISTRY);
    }

    /** Returns the space whose events a partition has. */
    public static Optional<SpaceName> spaceOfEvents(String partition) {
        return Optional.of(partition.substring(EVENTS.length()))
                .filter(name -> !name.equals(WHOLE_REGISTRY))
                .map(SpaceName::new);
    }

    public static String event(String id) {
        return "EVENT#" + id;
    }

    /** Returns a moment as a part of keys that sort by time, in milliseconds: these have 13 digits until the year 2286. */
    public static String moment(Instant moment) {
        return String.format(Locale.ROOT, "%013d", Math.max(0, moment.toEpochMilli()));
    }

    /** Returns the sort key of a delivery; keys sort by the time at which deliveries are due. */
    public static String delivery(Instant due, String webhook, String event) {
        return "DUE#" + moment(due) + "#" + webhook + "#" + event;
    }

    /** The sort key of the rules about what stays in a space. */
    public static final String RETENTION = "RETENTION";

    /** The sort key of the place where the next run of a space's rules begins. */
    public static final String RETENTION_POSITION = "RETENTIONPOSITION";

    /** The partition of what was deleted in a space and can be restored. */
    public static String bin(SpaceName space) {
        return "BIN#" + space.stored();
    }

    public static String binEntry(String id) {
        return "ENTRY#" + id;
    }

    /** The prefix of the sort keys of what refers to a manifest and is in the bin. */
    public static String binnedReferrers(Digest subject) {
        return "BINREFERRER#" + subject + "#";
    }

    public static String binnedReferrer(Digest subject, Digest digest) {
        return binnedReferrers(subject) + digest;
    }

    /** The partitions of changes of usage that are not counted yet. */
    public static final int LEDGERS = 8;

    /** The sort key of what a space holds. */
    public static final String USAGE_TOTAL = "TOTAL";

    /** The prefix of the sort key of what a repository holds. */
    public static final String USAGE_OF = "REPO#";

    /** The prefix of the sort key of what a space held at the end of a day. */
    public static final String USAGE_DAY = "DAY#";

    /** The sort key of the number of repositories that are linked to a blob of a space. */
    public static final String USAGE_SHARE = "USAGE";

    /** The partition of what a space and its repositories hold. */
    public static String usage(SpaceName space) {
        return "USAGE#" + space.stored();
    }

    public static String ledger(SpaceName space) {
        return ledger(Math.floorMod(space.value().hashCode(), LEDGERS));
    }

    public static String ledger(int part) {
        return "LEDGER#" + part;
    }

    /** The prefix of the sort keys of a space's changes. */
    public static String changes(SpaceName space) {
        return space.stored() + "#";
    }

    /** The partition of what was noted of the deployments of a space. */
    public static String deployments(SpaceName space) {
        return "DEPLOYMENTS#" + space.stored();
    }

    public static String deploymentState(String deployment) {
        return "STATE#" + deployment;
    }
}
