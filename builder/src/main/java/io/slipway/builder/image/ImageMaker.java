package io.slipway.builder.image;

import io.slipway.builder.image.JobMachine.Isolation;
import io.slipway.builder.job.JobLog;
import io.slipway.builds.dockerfile.Dockerfile;
import io.slipway.builds.inputs.BaseImage;
import io.slipway.builds.inputs.BuildInputs;
import io.slipway.builds.report.BuildException;
import io.slipway.client.BlobPusher;
import io.slipway.client.Progress;
import io.slipway.client.RemoteRepository;
import io.slipway.client.Session;
import io.slipway.client.image.LocalImage;
import io.slipway.client.image.OciLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds the image with a tool of this machine, and pushes the layers of its base image. */
public final class ImageMaker {
    private final BuildInputs inputs;
    private final Session session;
    private final String token;
    private final JobMachine machine;
    private final JobLog log;
    private final Path work;

    /**
     * Creates the builder of a job's image.
     *
     * @param token the job's login at the registry
     * @param work the job's folder
     */
    public ImageMaker(BuildInputs inputs, Session session, String token, JobMachine machine, JobLog log, Path work) {
        this.inputs = inputs;
        this.session = session;
        this.token = token;
        this.machine = machine;
        this.log = log;
        this.work = work;
    }

    /**
     * Builds the image; the layers that are not from the base image remain to be pushed.
     *
     * @param known the base images of this registry, by their names in the Dockerfile
     */
    public LocalImage make(ImageBuild build, Map<String, BaseImage> known) throws BuildException, IOException {
        StageBases stages = new StageBases(Dockerfile.read(build.text()), known, build.args());
        stages.checkScratch(build);
        new DockerfileRules(build).check(machine);
        Optional<Path> kept = machine.cache()
                .map(folder -> folder.resolve(inputs.repository().space().stored()));
        try (LayerCache cache = LayerCache.open(
                kept.map(folder -> folder.resolve("images")
                        .resolve(inputs.repository().path().replace("/", "+"))),
                work)) {
            JobFolders folders = new JobFolders(work, cache.storage("buildah"));
            secrets(build, Files.createDirectories(folders.path(JobFolders.SECRETS)));
            Map<String, FetchedBase> bases = fetcher(known, kept).fetch(build, folders.path(JobFolders.BASES));
            Path layout = work.resolve("layout");
            ToolChoice choice = new ToolChoice(inputs, machine, folders, cache, log);
            choice.build(build, bases, layout, cacheAccess());
            Optional<FetchedBase> base = stages.nameOfTarget(build.target()).map(bases::get);
            List<BaseLayers.Kept> layers = BaseLayers.keep(layout, base, cache.compressed());
            push(layers);
            return OciLayout.read(layout, "");
        }
    }

    private BaseFetcher fetcher(Map<String, BaseImage> known, Optional<Path> kept) {
        Path blobs = kept.map(folder -> folder.resolve("blobs")).orElse(work.resolve("blobs"));
        Path fresh = kept.map(folder -> folder.resolve("fresh-" + inputs.build().id()))
                .orElse(work.resolve("fresh"));
        return new BaseFetcher(
                session,
                known,
                machine.isolation() == Isolation.TRUSTED,
                new BlobCache(blobs, fresh, Clock.systemUTC()),
                log);
    }

    /** Returns access to a layer cache in the registry, if the machine is discarded after the build. */
    private Optional<ToolChoice.CacheAccess> cacheAccess() {
        return machine.isolation() == Isolation.OWN && machine.cache().isEmpty()
                ? Optional.of(new ToolChoice.CacheAccess(session.registry().host(), token))
                : Optional.empty();
    }

    private static void secrets(ImageBuild build, Path folder) throws IOException {
        for (Map.Entry<String, String> secret : build.secrets().entrySet()) {
            Files.writeString(folder.resolve(secret.getKey()), secret.getValue());
        }
    }

    private void push(List<BaseLayers.Kept> layers) throws IOException {
        BlobPusher blobs = new BlobPusher(session, Progress.NONE);
        RemoteRepository target = RemoteRepository.of(inputs.repository());
        Map<String, Integer> ways = new HashMap<>();
        for (BaseLayers.Kept layer : layers) {
            boolean mounted = layer.from().isPresent()
                    && (layer.from().get().equals(inputs.repository())
                            || blobs.mount(
                                    target,
                                    layer.digest(),
                                    RemoteRepository.of(layer.from().get())));
            if (!mounted) {
                blobs.push(target, layer.content());
            }
            ways.merge(mounted ? "linked" : "pushed", 1, Integer::sum);
        }
        ways.forEach((way, count) -> log.say(way + " " + count + " layers of the base image"));
    }
}
