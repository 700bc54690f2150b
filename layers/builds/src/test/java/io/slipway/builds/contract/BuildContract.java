package io.slipway.builds.contract;

import io.slipway.builds.inputs.BaseImage;
import io.slipway.builds.inputs.BuildId;
import io.slipway.builds.inputs.BuildInputs;
import io.slipway.builds.inputs.DeploymentTarget;
import io.slipway.builds.inputs.InputPackage;
import io.slipway.builds.record.Build;
import io.slipway.builds.record.BuildStatus;
import io.slipway.builds.record.Builds;
import io.slipway.builds.record.JobCredential;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.name.Tag;
import io.slipway.features.octostache.Variable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** Samples for the contracts. Each test uses its own space, so that all can share one store. */
abstract class BuildContract {
    static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

    private static final Random RANDOM = new Random(11);
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private Instant now = NOON;

    /** Returns the ports under test. */
    protected abstract BuildPorts ports();

    static SpaceName space() {
        return new SpaceName("space-" + NUMBER.incrementAndGet());
    }

    static Digest digest(String text) {
        return Digest.of(DigestAlgorithm.SHA256, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns a new id, a millisecond after the previous one. */
    synchronized BuildId id(SpaceName space) {
        now = now.plusMillis(1);
        return BuildId.next(space, now, RANDOM);
    }

    Build build(String space, String image, String deployment, String key) {
        return build(new SpaceName(space), image, deployment, key, BuildInputs.BUILDER, BuildStatus.NEW);
    }

    Build build(SpaceName name, String image, String deployment, String key, String builder, BuildStatus status) {
        Digest digest = digest(image);
        BuildInputs inputs = new BuildInputs(
                id(name),
                new DeploymentTarget(
                        deployment,
                        "Production",
                        "tenant",
                        List.of("Ring/1"),
                        "Hotfix",
                        List.of("web"),
                        "web01",
                        "Deploy",
                        null),
                new InputPackage(
                        image, "1.0", new RepositoryName(name, "packages/" + image), digest, 7, "a.zip", true, ""),
                List.of(),
                List.of(new Variable("Password", "hunter22", true)),
                new RepositoryName(name, image),
                new Tag("1.0-" + deployment),
                List.of(new BaseImage("BASE", "base:1", new RepositoryName(name, "base"), digest)),
                true,
                builder);
        return new Build(
                key,
                inputs,
                true,
                "admin",
                new JobCredential("job", "hash"),
                inputs.build().requested(),
                status,
                "",
                false);
    }

    Builds.Before before(Build build) {
        return ports().builds()
                .before(build.key(), build.inputs().repository(), build.inputs().tag());
    }
}
