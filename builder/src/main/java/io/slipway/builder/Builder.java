package io.slipway.builder;

import io.slipway.aws.Backend;
import io.slipway.aws.Environment;
import io.slipway.builder.image.JobMachine;
import io.slipway.builder.run.JobRunner;
import io.slipway.builds.inputs.BuildId;
import io.slipway.builds.job.BuildJob;
import io.slipway.builds.job.BuildObjects;
import java.io.IOException;
import java.util.Optional;

/**
 * Runs one build: {@code SLIPWAY_BUILD} identifies it ({@code space/id}), {@code SLIPWAY_BUCKET} and {@code
 * SLIPWAY_BUILDS_KEY} give access to its inputs. Exits with 0 if the image is in the registry; otherwise reports the
 * reason and exits with 1.
 */
public final class Builder {
    private Builder() {}

    public static void main(String[] arguments) throws IOException {
        Environment environment = new Environment(System.getenv());
        BuildId build = BuildId.parse(environment.required("SLIPWAY_BUILD"));
        BuildObjects objects = new Backend(environment).forBuilds().buildObjects();
        Optional<BuildJob> job = objects.job(build);
        if (job.isEmpty()) {
            System.err.println("the build " + build + " must be in progress, but its inputs were removed");
            System.exit(1);
            return;
        }
        System.exit(new JobRunner(objects, JobMachine.of(System.getenv()), System.out).run(job.get()) ? 0 : 1);
    }
}
