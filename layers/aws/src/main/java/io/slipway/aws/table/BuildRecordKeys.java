package io.slipway.aws.table;

import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.name.Tag;

/** The keys of builds, of the layers that they write, and of deployments. */
public final class BuildRecordKeys {
    private static final String LAYER = "LAYER#";

    /** The attribute of a tag's pin that names the only credential that may push the tag. */
    public static final String PUSHER = "pusher";

    /** The partition of the builds that wait or run. */
    public static final String BUILD_QUEUE = "BUILDQUEUE";

    /** The prefix of the sort key of a waiting build; its id follows, so that the oldest is first. */
    public static final String WAITING = "WAITING#";

    /** The prefix of the sort key of an instant build that runs. */
    public static final String INSTANT = "INSTANT#";

    /** The sort key of the item with the builds that have a place. */
    public static final String PLACES = "PLACES";

    private BuildRecordKeys() {}

    /** Returns the partition of a layer that builds of the space have written. */
    public static String writtenLayers(SpaceName space, String key) {
        return "BLOB#" + space.stored() + "#" + key;
    }

    public static String writtenLayer(String key) {
        return LAYER + key;
    }

    /** Returns the key that identifies a written layer for builds. */
    public static String keyOfWrittenLayer(String sk) {
        return sk.substring(LAYER.length());
    }

    /** Returns the partition of the builds of a space, so that they can be listed. */
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

    /** Returns the key of the last build of a tag's image. */
    public static String imageOf(Tag tag) {
        return "IMAGE#" + tag;
    }

    public static String deployment(SpaceName space, String deployment) {
        return "DEPLOYMENT#" + space.stored() + "#" + deployment;
    }

    public static String imageOfDeployment(RepositoryName repository, Tag tag) {
        return "IMAGE#" + repository.path() + "#" + tag;
    }

    /** Returns the partition of the state of deployments of a space. */
    public static String deployments(SpaceName space) {
        return "DEPLOYMENTS#" + space.stored();
    }

    public static String deploymentState(String deployment) {
        return "STATE#" + deployment;
    }
}
