package io.slipway.core.event;

import java.util.Arrays;
import java.util.Optional;

/** The kinds of changes. {@code docs/reference/events.md} lists the fields of each. */
public enum EventType {
    IMAGE_PUSHED("image.pushed"),
    TAG_DELETED("tag.deleted"),
    TAG_RESTORED("tag.restored"),
    IMAGE_DELETED("image.deleted"),
    IMAGE_RESTORED("image.restored"),
    BLOB_DELETED("blob.deleted"),
    REPOSITORY_CHANGED("repository.changed"),
    REPOSITORY_DELETED("repository.deleted"),
    REPOSITORY_RESTORED("repository.restored"),
    SPACE_CREATED("space.created"),
    SPACE_CHANGED("space.changed"),
    SPACE_DELETED("space.deleted"),
    RETENTION_CHANGED("retention.changed"),
    QUOTA_CHANGED("quota.changed"),
    DEPLOYMENT_RETIRED("deployment.retired"),
    DEPLOYMENT_LEASED("deployment.leased"),
    BUILD_REQUESTED("build.requested"),
    BUILD_SUCCEEDED("build.succeeded"),
    BUILD_FAILED("build.failed"),
    BUILD_CANCELLED("build.cancelled"),
    TOKEN_CREATED("token.created"),
    TOKEN_REVOKED("token.revoked"),
    PRINCIPAL_ADDED("principal.added"),
    PRINCIPAL_REMOVED("principal.removed"),
    IDENTITY_ADDED("identity.added"),
    IDENTITY_REMOVED("identity.removed"),
    WEBHOOK_CREATED("webhook.created"),
    WEBHOOK_DELETED("webhook.deleted");

    private final String word;

    EventType(String word) {
        this.word = word;
    }

    /** Returns its name in events, such as {@code image.pushed}. */
    public String word() {
        return word;
    }

    /** Returns the type with this name. */
    public static Optional<EventType> named(String word) {
        return Arrays.stream(values()).filter(type -> type.word.equals(word)).findFirst();
    }
}
