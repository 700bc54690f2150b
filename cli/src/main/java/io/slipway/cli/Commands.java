package io.slipway.cli;

import io.slipway.cli.builds.BuildCommand;
import io.slipway.cli.builds.BuildsCommand;
import io.slipway.cli.builds.CancelCommand;
import io.slipway.cli.builds.DiffCommand;
import io.slipway.cli.builds.LogCommand;
import io.slipway.cli.doctor.DoctorCommand;
import io.slipway.cli.events.AuditCommand;
import io.slipway.cli.events.WebhookCommand;
import io.slipway.cli.feed.PackageCommand;
import io.slipway.cli.feed.PushCommand;
import io.slipway.cli.help.CompletionCommand;
import io.slipway.cli.help.HelpCommand;
import io.slipway.cli.housekeeping.GcCommand;
import io.slipway.cli.housekeeping.QuotaCommand;
import io.slipway.cli.housekeeping.UsageCommand;
import io.slipway.cli.image.ImageCommand;
import io.slipway.cli.login.CredentialHelperCommand;
import io.slipway.cli.login.LoginCommand;
import io.slipway.cli.retention.BinCommand;
import io.slipway.cli.retention.DeploymentsCommand;
import io.slipway.cli.retention.RestoreCommand;
import io.slipway.cli.retention.RetentionCommand;
import io.slipway.cli.sdi.SdiCommand;
import io.slipway.cli.space.RepositoryCommand;
import io.slipway.cli.space.SpaceCommand;
import io.slipway.cli.token.IdentityCommand;
import io.slipway.cli.token.PrincipalCommand;
import io.slipway.cli.token.TokenCommand;
import io.slipway.cli.transform.TransformCommand;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The commands by name, in the order of the help. A command's class is loaded on demand. */
final class Commands {
    /** The names of all commands. */
    static final List<String> NAMES = List.of(
            "up",
            "push",
            "package",
            "sdi",
            "image",
            "login",
            "token",
            "principal",
            "identity",
            "credential-helper",
            "space",
            "repository",
            "webhook",
            "audit",
            "gc",
            "usage",
            "quota",
            "transform",
            "build",
            "builds",
            "log",
            "cancel",
            "diff",
            "deployments",
            "retention",
            "bin",
            "restore",
            "doctor",
            "completion",
            "help");

    private Commands() {}

    static List<Class<?>> all() {
        return NAMES.stream().<Class<?>>flatMap(name -> named(name).stream()).toList();
    }

    static Optional<Class<?>> named(String name) {
        return Optional.ofNullable(find(name));
    }

    private static @Nullable Class<?> find(String name) {
        return switch (name) {
            case "up" -> UpCommand.class;
            case "push" -> PushCommand.class;
            case "package" -> PackageCommand.class;
            case "sdi" -> SdiCommand.class;
            case "image" -> ImageCommand.class;
            case "login" -> LoginCommand.class;
            case "token" -> TokenCommand.class;
            case "principal" -> PrincipalCommand.class;
            case "identity" -> IdentityCommand.class;
            case "credential-helper" -> CredentialHelperCommand.class;
            case "space" -> SpaceCommand.class;
            case "repository" -> RepositoryCommand.class;
            case "webhook" -> WebhookCommand.class;
            case "audit" -> AuditCommand.class;
            case "gc" -> GcCommand.class;
            case "usage" -> UsageCommand.class;
            case "quota" -> QuotaCommand.class;
            case "transform" -> TransformCommand.class;
            case "build" -> BuildCommand.class;
            case "builds" -> BuildsCommand.class;
            case "log" -> LogCommand.class;
            case "cancel" -> CancelCommand.class;
            case "diff" -> DiffCommand.class;
            case "deployments" -> DeploymentsCommand.class;
            case "retention" -> RetentionCommand.class;
            case "bin" -> BinCommand.class;
            case "restore" -> RestoreCommand.class;
            case "doctor" -> DoctorCommand.class;
            case "completion" -> CompletionCommand.class;
            case "help" -> HelpCommand.class;
            default -> null;
        };
    }
}
