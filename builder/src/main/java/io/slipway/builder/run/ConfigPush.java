package io.slipway.builder.run;

import io.slipway.builder.attest.MemoryContent;
import io.slipway.builder.job.JobLog;
import io.slipway.builds.features.FeatureRun;
import io.slipway.builds.image.ConfigImage;
import io.slipway.builds.image.Platform;
import io.slipway.builds.inputs.BuildInputs;
import io.slipway.client.Content;
import io.slipway.client.Progress;
import io.slipway.client.RemoteRepository;
import io.slipway.client.Session;
import io.slipway.client.image.ImagePusher;
import io.slipway.client.image.LocalImage;
import io.slipway.packages.sdi.BuildSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Pushes the image of only the changed files. */
final class ConfigPush {
    private ConfigPush() {}

    static void push(
            BuildInputs inputs,
            Path folder,
            FeatureRun.Changed changed,
            BuildSettings build,
            Session session,
            JobLog log)
            throws IOException {
        ConfigImage image = ConfigImage.of(
                inputs,
                changed.edits().edits(),
                path -> Files.isExecutable(folder.resolve(path)),
                build.platforms().stream().map(Platform::parse).toList());
        List<Content> blobs = List.copyOf(image.blobs().stream()
                .map(blob -> new MemoryContent(blob.content()))
                .toList());
        List<LocalImage.LocalManifest> manifests = image.manifests().stream()
                .map(it -> new LocalImage.LocalManifest(it.digest(), it.mediaType(), it.content()))
                .toList();
        new ImagePusher(session, Progress.NONE)
                .push(RemoteRepository.of(inputs.repository()), inputs.configTag(), new LocalImage(blobs, manifests));
        log.say("pushed " + inputs.repository().familiar() + ":" + inputs.configTag() + " of "
                + changed.files().size() + " changed files as " + image.image().digest());
    }
}
