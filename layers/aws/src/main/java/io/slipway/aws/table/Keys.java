package io.slipway.aws.table;

import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.name.Tag;

/** The keys of the items ({@code docs/ARCHITECTURE.md} lists what each item holds). */
public final class Keys {
    /** The sort key of an item that is alone in its partition. */
    public static final String ALONE = "#";

    private Keys() {}

    public static String space(SpaceName space) {
        return "SPACE#" + space;
    }

    public static String repository(RepositoryName repository) {
        return "REPO#" + repository;
    }

    public static String repositoryInSpace(RepositoryName repository) {
        return "REPO#" + repository.path();
    }

    public static String tag(Tag tag) {
        return "TAG#" + tag;
    }

    public static String manifest(Digest digest) {
        return "MANIFEST#" + digest;
    }

    public static String referrers(Digest subject) {
        return "REFERRER#" + subject + "#";
    }

    public static String referrer(Digest subject, Digest digest) {
        return referrers(subject) + digest;
    }

    public static String blobLink(Digest digest) {
        return "BLOB#" + digest;
    }

    public static String blob(SpaceName space, Digest digest) {
        return "BLOB#" + space + "#" + digest;
    }

    public static String upload(String id) {
        return "UPLOAD#" + id;
    }

    public static String token(String id) {
        return "TOKEN#" + id;
    }
}
