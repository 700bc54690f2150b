package io.slipway.builder.image;

import io.slipway.builder.image.JobMachine.Isolation;
import io.slipway.builder.job.JobLog;
import io.slipway.builds.inputs.BuildInputs;
import io.slipway.builds.report.BuildException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Builds with the first tool that works on this machine, found by trying: BuildKit in Docker, else Buildah. The log
 * has the reason why a tool is not used.
 */
final class ToolChoice {
    /** The oldest Buildah that reads base images from folders ({@code --build-context}). */
    private static final int MIN_BUILDAH = 28;

    /** The folder of the machine's builders, beside those of spaces; it is not a valid name of a space. */
    private static final String BUILDERS = ".builders";

    private static final Pattern VERSION = Pattern.compile("version (\\d+)\\.(\\d+)");

    private final BuildInputs inputs;
    private final JobMachine machine;
    private final JobFolders folders;
    private final LayerCache cache;
    private final JobLog log;

    /**
     * The registry that caches layers between machines.
     *
     * @param host its host
     * @param token the job's login
     */
    record CacheAccess(String host, String token) {
        @Override
        public String toString() {
            return "CacheAccess of " + host;
        }
    }

    ToolChoice(BuildInputs inputs, JobMachine machine, JobFolders folders, LayerCache cache, JobLog log) {
        this.inputs = inputs;
        this.machine = machine;
        this.folders = folders;
        this.cache = cache;
        this.log = log;
    }

    void build(ImageBuild build, Map<String, FetchedBase> bases, Path layout, Optional<CacheAccess> registry)
            throws BuildException, IOException {
        List<String> reasons = new ArrayList<>();
        if (Buildx.isHere()) {
            try (Buildx buildx = buildx(registry)) {
                Optional<String> refusal = buildx.refusal();
                if (refusal.isEmpty()) {
                    run(buildx, build, bases, layout);
                    return;
                }
                reasons.add("BuildKit does not run on this machine: " + refusal.get());
                log.say(reasons.getLast());
            }
        } else {
            reasons.add("Docker is not installed");
        }
        if (!Buildah.isHere()) {
            throw new BuildException("a build needs Docker with its buildx plugin, or Buildah: "
                    + String.join("; ", reasons) + "; Buildah is not installed");
        }
        run(buildah(build), build, bases, layout);
    }

    private void run(ImageTool tool, ImageBuild build, Map<String, FetchedBase> bases, Path layout)
            throws BuildException, IOException {
        log.say("building with " + tool.name());
        if (machine.sandboxed() && new DockerfileRules(build).run().isPresent()) {
            log.say("RUN has no network on this machine, unless Slipway is started with --trust-builds");
        }
        tool.build(build, bases, layout);
    }

    private Buildx buildx(Optional<CacheAccess> registry) throws IOException {
        Optional<Path> config = Optional.empty();
        Optional<String> cacheImage = Optional.empty();
        if (registry.isPresent()) {
            String host = registry.get().host();
            Path users = RegistryAccess.users(System.getenv());
            config = Optional.of(RegistryAccess.write(
                            folders.work().resolve("login"),
                            host,
                            registry.get().token(),
                            users)
                    .folder());
            cacheImage = Optional.of(host + "/" + inputs.repository().familiar() + ":slipway-cache");
        }
        String name = "slipway-" + inputs.build().space() + "-" + inputs.build().id();
        LeftBuilders builders = new LeftBuilders(machine.cache().map(folder -> folder.resolve(BUILDERS)));
        return new Buildx(
                folders,
                new Buildx.Settings(name, config, cacheImage, !machine.sandboxed(), cache, Buildx.IMAGES, builders),
                log);
    }

    private Buildah buildah(ImageBuild build) throws BuildException, IOException {
        String version = Buildah.version(folders, log);
        Matcher number = VERSION.matcher(version);
        if (number.find() && number.group(1).equals("1") && Integer.parseInt(number.group(2)) < MIN_BUILDAH) {
            throw new BuildException("Buildah must be 1." + MIN_BUILDAH + " or newer, but is " + version);
        }
        Room open = new OpenRoom(folders, log, Buildah.MISMATCH);
        if (machine.isolation() != Isolation.SANDBOX) {
            return new Buildah(folders, open, false, version);
        }
        Sandbox sandbox = Sandbox.in(folders, log, Buildah.MISMATCH);
        Sandbox.Trial trial = sandbox.trial();
        if (trial.refusal().isEmpty()) {
            return new Buildah(folders, sandbox, trial.stacks(), version);
        }
        Optional<Integer> run = new DockerfileRules(build).run();
        if (run.isPresent()) {
            throw new BuildException(
                    "this machine cannot isolate the programs of a Dockerfile: "
                            + trial.refusal().get()
                            + ". Run Slipway as root or give its user ids in /etc/subuid, install Docker, or start Slipway with"
                            + " --trust-builds if everyone who may push packages is trusted with full access to this machine",
                    build.dockerfile(),
                    run.get(),
                    List.of());
        }
        if (!build.sensitive().isEmpty()) {
            throw new BuildException("sensitive build arguments need a sandbox, which this machine does not support: "
                    + trial.refusal().get());
        }
        log.say("continuing without a sandbox, because the Dockerfile runs no programs: "
                + trial.refusal().get());
        return new Buildah(folders, open, false, version);
    }
}
