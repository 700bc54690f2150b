package io.slipway.aws.builds;

import static io.slipway.aws.table.Items.n;
import static io.slipway.aws.table.Items.s;

import io.slipway.aws.table.BuildRecordKeys;
import io.slipway.aws.table.Items;
import io.slipway.builds.inputs.BuildId;
import io.slipway.builds.inputs.BuildInputs;
import io.slipway.builds.inputs.BuildJson;
import io.slipway.builds.record.Build;
import io.slipway.builds.record.BuildState;
import io.slipway.builds.record.BuildStatus;
import io.slipway.builds.record.Builds;
import io.slipway.builds.record.JobCredential;
import io.slipway.builds.report.BuildFailure;
import io.slipway.core.digest.Digest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Converts builds to items: values used in conditions are attributes, the rest is JSON. */
final class BuildItems {
    private static final String STATE = "state";
    private static final String JOB = "job";
    private static final String STARTED = "started";
    private static final String ENDED = "ended";
    private static final String IMAGE = "image";
    private static final String FAILURE = "failure";
    private static final String KEY = "key";
    private static final String INPUTS = "inputs";
    private static final String REDEPLOYMENT = "redeployment";
    private static final String REQUESTED_BY = "requestedBy";
    private static final String CREDENTIAL = "credential";
    private static final String REASON = "reason";
    private static final String CONFIG = "config";
    private static final String CONFIG_IMAGE = "configImage";

    private BuildItems() {}

    static Map<String, AttributeValue> key(BuildId id) {
        return Items.key(BuildRecordKeys.builds(id.space()), BuildRecordKeys.build(id.id()));
    }

    static Map<String, AttributeValue> write(Build build) {
        var item = new HashMap<>(key(build.id()));
        item.put(KEY, s(build.key()));
        item.put(Items.CREATED, n(build.created().toEpochMilli()));
        item.put(INPUTS, json(build.inputs().with(List.of())));
        item.put(REDEPLOYMENT, AttributeValue.fromBool(build.redeployment()));
        item.put(REQUESTED_BY, s(build.requestedBy()));
        item.put(CREDENTIAL, json(build.credential()));
        if (!build.reason().isEmpty()) {
            item.put(REASON, s(build.reason()));
        }
        if (build.configImage()) {
            item.put(CONFIG, AttributeValue.fromBool(true));
        }
        item.putAll(status(build.status()));
        return item;
    }

    /** Returns the attributes of a status; unknown values have none. */
    static Map<String, AttributeValue> status(BuildStatus status) {
        Map<String, AttributeValue> item = new HashMap<>();
        item.put(STATE, s(status.state().name()));
        Instant started = status.started();
        Instant ended = status.ended();
        String job = status.job();
        Digest image = status.image();
        Digest configImage = status.configImage();
        BuildFailure failure = status.failure();
        if (started != null) {
            item.put(STARTED, n(started.toEpochMilli()));
        }
        if (ended != null) {
            item.put(ENDED, n(ended.toEpochMilli()));
            if (status.state().mayBeTriedAgain()) {
                item.put(Items.EXPIRES, n(ended.plus(Builds.RETENTION).getEpochSecond()));
            }
        }
        if (job != null) {
            item.put(JOB, s(job));
        }
        if (image != null) {
            item.put(IMAGE, s(image.toString()));
        }
        if (configImage != null) {
            item.put(CONFIG_IMAGE, s(configImage.toString()));
        }
        if (failure != null) {
            item.put(FAILURE, json(failure));
        }
        return item;
    }

    static Build read(Map<String, AttributeValue> item) {
        return new Build(
                Items.string(item, KEY),
                json(item, INPUTS, BuildInputs.class),
                Items.isOn(item, REDEPLOYMENT),
                Items.string(item, REQUESTED_BY),
                json(item, CREDENTIAL, JobCredential.class),
                Instant.ofEpochMilli(Items.number(item, Items.CREATED)),
                new BuildStatus(
                        BuildState.valueOf(Items.string(item, STATE)),
                        Items.optionalNumber(item, STARTED)
                                .map(Instant::ofEpochMilli)
                                .orElse(null),
                        Items.optionalNumber(item, ENDED)
                                .map(Instant::ofEpochMilli)
                                .orElse(null),
                        Items.optional(item, JOB).orElse(null),
                        Items.optional(item, IMAGE).map(Digest::parse).orElse(null),
                        Items.optional(item, CONFIG_IMAGE).map(Digest::parse).orElse(null),
                        item.containsKey(FAILURE) ? json(item, FAILURE, BuildFailure.class) : null),
                Items.optional(item, REASON).orElse(""),
                item.containsKey(CONFIG));
    }

    private static AttributeValue json(Object value) {
        return s(new String(BuildJson.write(value), StandardCharsets.UTF_8));
    }

    private static <T> T json(Map<String, AttributeValue> item, String name, Class<T> type) {
        return BuildJson.read(Items.string(item, name).getBytes(StandardCharsets.UTF_8), type);
    }
}
