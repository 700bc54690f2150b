package io.slipway.builds.request;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.builds.inputs.BuildId;
import io.slipway.builds.inputs.BuildInputs;
import io.slipway.builds.inputs.BuildKeys;
import io.slipway.builds.instant.InstantBuilds;
import io.slipway.builds.job.BuildJob;
import io.slipway.builds.job.BuildObjects;
import io.slipway.builds.queue.Dispatcher;
import io.slipway.builds.record.Build;
import io.slipway.builds.record.BuildStatus;
import io.slipway.builds.record.Builds;
import io.slipway.builds.record.JobCredential;
import io.slipway.builds.record.TodaysBuilds;
import io.slipway.builds.retention.Deployments;
import io.slipway.builds.view.BuildView;
import io.slipway.core.access.TokenSecret;
import io.slipway.core.digest.Digest;
import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.RegistryException;
import io.slipway.core.http.Response;
import io.slipway.core.name.SpaceName;
import io.slipway.core.parallel.Parallel;
import io.slipway.core.route.Call;
import io.slipway.core.route.JsonBody;
import io.slipway.core.route.Operation;
import io.slipway.core.space.QuotaCheck;
import io.slipway.core.space.Space;
import io.slipway.core.space.SpaceSettings;
import io.slipway.core.space.Spaces;
import io.slipway.core.usage.Quota;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /api/spaces/<space>/builds}: requests a build. An existing build of the same inputs that has succeeded,
 * is running or is waiting is returned (200); otherwise a new one is queued (202), or returned with its image (200)
 * if the instant engine can build it within the request.
 */
public final class RequestBuild implements Operation {
    /** The maximum number of attempts of a request that loses to concurrent ones. */
    private static final int ATTEMPTS = 5;

    private final Spaces spaces;
    private final QuotaCheck quotas;
    private final BuildPlanner planner;
    private final BuildKeys keys;
    private final Builds builds;
    private final BuildObjects objects;
    private final Dispatcher dispatcher;
    private final InstantBuilds instant;
    private final Deployments deployments;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    public RequestBuild(
            Spaces spaces,
            QuotaCheck quotas,
            BuildPlanner planner,
            BuildKeys keys,
            Builds builds,
            BuildObjects objects,
            Dispatcher dispatcher,
            InstantBuilds instant,
            Deployments deployments,
            Clock clock) {
        this.spaces = spaces;
        this.quotas = quotas;
        this.planner = planner;
        this.keys = keys;
        this.builds = builds;
        this.objects = objects;
        this.dispatcher = dispatcher;
        this.instant = instant;
        this.deployments = deployments;
        this.clock = clock;
    }

    @Override
    public Response handle(Call call) {
        SpaceName space = call.space();
        BuildRequest request = BuildRequest.read(space, call.body());
        if (!call.reaches(space)) {
            throw Spaces.unknown(space);
        }
        Optional<Space> found = found(space);
        Supplier<SpaceSettings> settings =
                found.<Supplier<SpaceSettings>>map(it -> it::settings).orElseGet(this::ofDefault);
        BuildId id = BuildId.next(space, clock.instant(), random);
        BuildPlanner.Planned planned = planner.plan(
                id, request, call.token(), URI.create(call.request().origin()).getAuthority(), spaces, settings);
        BuildInputs inputs = planned.inputs();
        String key = keys.of(inputs);
        TokenSecret secret = TokenSecret.generate(random);
        Build wanted = new Build(
                key,
                inputs,
                request.redeployment(),
                call.token().id(),
                new JobCredential(secret.id(), secret.hash()),
                clock.instant(),
                BuildStatus.NEW,
                planned.reason(),
                planned.configImage());
        boolean atOnce =
                inputs.instant() && instant.fitsRequest(wanted, call.request().origin());
        if (inputs.instant()) {
            wanted = wanted.with(InstantBuilds.begun(clock.instant(), atOnce));
        }
        BuildJob job = new BuildJob(inputs, call.request().origin(), secret.reveal());
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Builds.Before before = builds.before(key, inputs.repository(), inputs.tag());
            Optional<Build> last = before.sameTag().flatMap(builds::find);
            Optional<Build> same = same(key, before, last);
            if (same.isPresent()) {
                if (attempt > 1) {
                    objects.removeJob(id);
                }
                if (same.get().state().ended()) {
                    // A repeated deployment, such as a rollback, becomes current again.
                    deployments.request(space, inputs.deployment().id(), clock.instant());
                }
                return answer(call, 200, same.get(), planned.warnings());
            }
            checkTag(wanted, last, before.image());
            if (attempt == 1) {
                requireQuota(space, found.map(Space::quota).orElseGet(quotas::ofDefault));
                Parallel.run(() -> objects.putJob(job), () -> objects.putInputs(keys.masked(inputs)));
            }
            if (builds.add(wanted, before)) {
                if (inputs.instant()) {
                    return made(call, wanted, job, atOnce, planned.warnings());
                }
                dispatcher.run();
                return answer(call, 202, builds.find(id).orElse(wanted), planned.warnings());
            }
        }
        throw RegistryException.retryAfter(
                "another request for the same image was made at the same time; try again", 1);
    }

    /** Runs a short instant build within the request; others are left to the sweep. */
    private Response made(Call call, Build wanted, BuildJob job, boolean atOnce, List<String> warnings) {
        return atOnce ? answer(call, 200, instant.run(wanted, job), warnings) : answer(call, 202, wanted, warnings);
    }

    /** Requires that the space exists. The default space always does: it is read only if its settings are needed. */
    private Optional<Space> found(SpaceName name) {
        return name.equals(SpaceName.DEFAULT)
                ? Optional.empty()
                : Optional.of(
                        spaces.find(name).filter(it -> it.isOpenAs(name)).orElseThrow(() -> Spaces.unknown(name)));
    }

    private Supplier<SpaceSettings> ofDefault() {
        return new Supplier<>() {
            private @Nullable SpaceSettings read;

            @Override
            public SpaceSettings get() {
                SpaceSettings known = read;
                if (known == null) {
                    known = spaces.find(SpaceName.DEFAULT).map(Space::settings).orElse(SpaceSettings.DEFAULT);
                    read = known;
                }
                return known;
            }
        };
    }

    /** Checks the quota, reading as many of the newest builds as it allows in a day, and the usage of the space if bytes are limited. */
    private void requireQuota(SpaceName space, Quota quota) {
        quotas.requireBytes(space, quota, 0);
        quota.buildsADay()
                .ifPresent(
                        limit -> quota.requireBuilds(space, TodaysBuilds.count(builds, space, limit, clock.instant())));
    }

    /** Returns an earlier build of the same inputs that can be reused, because it has not ended, or the tag still refers to its image. */
    private Optional<Build> same(String key, Builds.Before before, Optional<Build> last) {
        // Both are written in one transaction, but not read in one: either may be the newer.
        Optional<Build> ofTag = last.filter(build -> build.key().equals(key));
        return ofTag.or(() -> before.sameKey().flatMap(builds::find))
                .filter(build -> !build.state().mayBeTriedAgain())
                .filter(build -> !build.state().ended() || isImageOf(build, before.image()));
    }

    private static boolean isImageOf(Build build, Optional<Digest> image) {
        return image.filter(digest -> digest.equals(build.status().image())).isPresent();
    }

    /** Requires that no other build for the tag is in progress, and that only a redeployment moves the tag. */
    private static void checkTag(Build wanted, Optional<Build> last, Optional<Digest> image) {
        BuildInputs inputs = wanted.inputs();
        if (last.isPresent() && !last.get().state().ended()) {
            throw new RegistryException(
                    ErrorCode.CONFLICT,
                    "the build " + last.get().id().id() + " is building " + inputs.image()
                            + " from other inputs; wait for it, or cancel it");
        }
        // The image may come from a build of the same inputs that crashed after its push.
        boolean again = last.filter(build -> build.key().equals(wanted.key()) && !build.redeployment())
                .isPresent();
        if (image.isPresent() && !again && !wanted.redeployment()) {
            throw new RegistryException(
                    ErrorCode.CONFLICT,
                    "the image " + inputs.image() + " exists already, built from other inputs"
                            + last.filter(build -> isImageOf(build, image))
                                    .map(build -> " by the build " + build.id().id())
                                    .orElse("")
                            + "; use another deployment, or request a redeployment");
        }
    }

    private static Response answer(Call call, int status, Build build, List<String> warnings) {
        ObjectNode body = new BuildView(call.request()).write(build);
        warnings.forEach(body.putArray("warnings")::add);
        return JsonBody.answer(status, body)
                .with(
                        "Location",
                        "/api/spaces/" + build.id().space() + "/builds/"
                                + build.id().id());
    }
}
