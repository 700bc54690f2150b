package io.slipway.aws.builds;

import io.slipway.builds.inputs.BuildId;
import io.slipway.builds.job.JobStatus;
import io.slipway.builds.job.Jobs;
import io.slipway.builds.job.JobsException;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.codebuild.CodeBuildClient;
import software.amazon.awssdk.services.codebuild.model.AccountLimitExceededException;
import software.amazon.awssdk.services.codebuild.model.Build;
import software.amazon.awssdk.services.codebuild.model.BuildPhase;
import software.amazon.awssdk.services.codebuild.model.BuildPhaseType;
import software.amazon.awssdk.services.codebuild.model.CodeBuildException;
import software.amazon.awssdk.services.codebuild.model.EnvironmentVariable;
import software.amazon.awssdk.services.codebuild.model.EnvironmentVariableType;
import software.amazon.awssdk.services.codebuild.model.PhaseContext;
import software.amazon.awssdk.services.codebuild.model.ResourceNotFoundException;
import software.amazon.awssdk.services.codebuild.model.StatusType;

/** Runs jobs in CodeBuild: builds of one project, whose variables name the build and the folder of its inputs. */
public final class CodeBuildJobs implements Jobs {
    /** The variable that names the build, {@code space/id}. */
    public static final String BUILD = "SLIPWAY_BUILD";

    private final Supplier<CodeBuildClient> codeBuild;
    private final String project;
    private final Function<BuildId, String> folders;

    public CodeBuildJobs(Supplier<CodeBuildClient> codeBuild, String project, Function<BuildId, String> folders) {
        this.codeBuild = codeBuild;
        this.project = project;
        this.folders = folders;
    }

    /** The build's id is the idempotency token, for which CodeBuild returns the same job for five minutes. */
    @Override
    public String start(BuildId build) throws JobsException {
        EnvironmentVariable variable = variable(BUILD, build.toString());
        EnvironmentVariable folder = variable(BuildFolders.FOLDER, folders.apply(build));
        try {
            return codeBuild
                    .get()
                    .startBuild(request -> request.projectName(project)
                            .idempotencyToken(build.toString())
                            .environmentVariablesOverride(variable, folder))
                    .build()
                    .id();
        } catch (AccountLimitExceededException e) {
            throw new JobsException("the account's limit of builds is reached", true);
        } catch (CodeBuildException e) {
            if (isTransient(e)) {
                throw new JobsException(reason(e), true);
            }
            throw new JobsException(reason(e), false);
        }
    }

    private static EnvironmentVariable variable(String name, String value) {
        return EnvironmentVariable.builder()
                .name(name)
                .value(value)
                .type(EnvironmentVariableType.PLAINTEXT)
                .build();
    }

    private static boolean isTransient(AwsServiceException e) {
        return e.isThrottlingException() || e.statusCode() >= 500;
    }

    private static String reason(AwsServiceException e) {
        String message =
                e.awsErrorDetails() == null ? null : e.awsErrorDetails().errorMessage();
        return message == null ? "no reason given" : message;
    }

    @Override
    public Map<String, JobStatus> status(Collection<String> jobs) {
        return codeBuild.get().batchGetBuilds(request -> request.ids(jobs)).builds().stream()
                .collect(Collectors.toMap(Build::id, CodeBuildJobs::status));
    }

    private static JobStatus status(Build build) {
        String context = build.phases().stream()
                .map(CodeBuildJobs::context)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
        return new JobStatus(state(build), context);
    }

    private static JobStatus.State state(Build build) {
        boolean neverBegan = build.buildStatus() == StatusType.TIMED_OUT
                && build.phases().stream()
                        .anyMatch(phase -> phase.phaseType() == BuildPhaseType.QUEUED
                                && phase.phaseStatus() == StatusType.TIMED_OUT);
        return neverBegan ? JobStatus.State.NEVER_BEGAN : JobStatus.State.valueOf(build.buildStatusAsString());
    }

    private static String context(BuildPhase phase) {
        return phase.contexts().stream()
                .map(PhaseContext::message)
                .filter(message -> message != null && !message.isBlank())
                .findFirst()
                .map(message -> phase.phaseTypeAsString() + ": " + message)
                .orElse("");
    }

    @Override
    public void stop(String job) {
        try {
            codeBuild.get().stopBuild(request -> request.id(job));
        } catch (ResourceNotFoundException e) {
            // the job does not exist any more
        }
    }
}
