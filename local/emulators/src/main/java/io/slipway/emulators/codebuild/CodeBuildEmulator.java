package io.slipway.emulators.codebuild;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.emulators.JsonOperations;
import io.slipway.emulators.JsonService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The CodeBuild operations that Slipway uses: StartBuild, BatchGetBuilds, StopBuild. Builds run as processes on this
 * machine, and each change causes an event "CodeBuild Build State Change". Builds that were running when this machine
 * stopped become a {@code FAULT} without an event, as after an outage of the service.
 */
public final class CodeBuildEmulator implements JsonService, AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NOT_FOUND = "ResourceNotFoundException";
    private static final String INVALID = "InvalidInputException";

    /**
     * The settings of the emulator.
     *
     * @param folder the folder of builds, including those of earlier runs
     * @param machine the variables that the machine provides to a project's builds: access to the account as the project's role, and the installed programs; a start cannot override them
     * @param places the maximum number of concurrent builds, like an account's limit
     * @param events receives the detail of each event
     */
    public record Settings(
            Path folder, Function<Project, Map<String, String>> machine, int places, Consumer<ObjectNode> events) {}

    /** The variables that a start may override: those of Slipway, but not those that decide which programs run. */
    private static final Pattern OVERRIDABLE = Pattern.compile("SLIPWAY_[A-Z_]{1,64}");

    private static final String OVERRIDES = "environmentVariablesOverride";

    private final Map<String, Project> projects;
    private final Settings settings;
    private final JobStore jobs;
    private final Map<String, JobProcess> processes = new ConcurrentHashMap<>();
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final JsonOperations operations;
    private volatile boolean closing;

    private CodeBuildEmulator(List<Project> projects, Settings settings) throws IOException {
        this.projects = projects.stream().collect(Collectors.toMap(Project::name, project -> project));
        this.settings = settings;
        this.jobs = JobStore.open(settings.folder());
        this.operations = new JsonOperations(Map.of(
                "StartBuild", this::startBuild, "BatchGetBuilds", this::batchGetBuilds, "StopBuild", this::stopBuild));
    }

    public static CodeBuildEmulator start(List<Project> projects, Settings settings) throws IOException {
        return new CodeBuildEmulator(projects, settings);
    }

    @Override
    public Answer answer(String target, byte[] body) {
        return operations.answer(target, body);
    }

    private synchronized ObjectNode startBuild(JsonNode request) {
        Project project = Optional.ofNullable(
                        projects.get(request.path("projectName").asText()))
                .orElseThrow(() -> new JsonOperations.ServiceException(NOT_FOUND, "Project cannot be found"));
        String token = request.path("idempotencyToken").textValue();
        Optional<Job> before = token == null ? Optional.empty() : jobs.withToken(token);
        if (before.isPresent()) {
            return answer(before.get());
        }
        if (processes.size() >= settings.places()) {
            throw new JsonOperations.ServiceException(
                    "AccountLimitExceededException", "Cannot have more than " + settings.places() + " builds in queue");
        }
        Map<String, String> variables = overrides(project, request);
        Job job = new Job(
                project.name() + ":" + UUID.randomUUID(),
                project.name(),
                token,
                variables,
                Job.IN_PROGRESS,
                "SUBMITTED",
                "",
                System.currentTimeMillis(),
                0,
                0,
                0);
        jobs.put(job);
        run(project, job);
        return answer(job);
    }

    private Map<String, String> overrides(Project project, JsonNode request) {
        Map<String, String> machine = settings.machine().apply(project);
        Map<String, String> variables = new LinkedHashMap<>();
        for (JsonNode variable : request.path(OVERRIDES)) {
            String name = variable.path("name").asText();
            if (!OVERRIDABLE.matcher(name).matches() || machine.containsKey(name)) {
                throw new JsonOperations.ServiceException(
                        INVALID, "a start must not set the variable " + name + " here");
            }
            variables.put(name, variable.path("value").asText());
        }
        request.fieldNames().forEachRemaining(field -> {
            if (field.endsWith("Override") && !field.equals(OVERRIDES)) {
                throw new JsonOperations.ServiceException(INVALID, "a start must not have " + field + " here");
            }
        });
        return variables;
    }

    private void run(Project project, Job job) {
        Buildspec spec = Buildspec.read(project.buildspec());
        Map<String, String> variables = new LinkedHashMap<>(spec.variables());
        variables.putAll(project.environment());
        variables.putAll(job.variables());
        variables.putAll(settings.machine().apply(project));
        variables.put(JobProcess.ID, job.id());
        variables.put("CODEBUILD_BUILD_ARN", job.arn());
        try {
            JobProcess process = JobProcess.start(jobs.folder(job), spec.script(), variables);
            processes.put(job.id(), process);
            Job running = job.in(process.handle());
            jobs.put(running);
            settings.events().accept(JobEvent.detail(running, project));
            executor.execute(() -> watch(project, running, process));
        } catch (IOException e) {
            jobs.put(job.ended("FAULT", "PROVISIONING", "the process cannot be started: " + e.getMessage()));
            throw new UncheckedIOException(e);
        }
    }

    private void watch(Project project, Job job, JobProcess process) {
        try {
            JobProcess.End end = process.await(project.timeout());
            if (closing) {
                return;
            }
            Job ended = ended(job, end);
            jobs.clean(ended);
            settings.events().accept(JobEvent.detail(ended, project));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Records the end of a job. A stopped job remains stopped. */
    private synchronized Job ended(Job job, JobProcess.End end) {
        processes.remove(job.id());
        Job now = jobs.find(job.id()).orElse(job);
        Job ended = now.runs() ? job.ended(end.status(), end.phase(), end.context()) : now;
        jobs.put(ended);
        return ended;
    }

    private ObjectNode batchGetBuilds(JsonNode request) {
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode found = answer.putArray("builds");
        ArrayNode missing = answer.putArray("buildsNotFound");
        for (JsonNode id : request.path("ids")) {
            jobs.find(id.asText())
                    .ifPresentOrElse(job -> found.add(JobEvent.build(job)), () -> missing.add(id.asText()));
        }
        return answer;
    }

    private synchronized ObjectNode stopBuild(JsonNode request) {
        Job job = jobs.find(request.path("id").asText())
                .orElseThrow(() -> new JsonOperations.ServiceException(NOT_FOUND, "Build cannot be found"));
        JobProcess process = processes.get(job.id());
        if (job.runs() && process != null) {
            job = job.ended("STOPPED", job.phase(), "");
            jobs.put(job);
            JobProcess.kill(process.handle());
        }
        return answer(job);
    }

    private static ObjectNode answer(Job job) {
        ObjectNode answer = JSON.createObjectNode();
        answer.set("build", JobEvent.build(job));
        return answer;
    }

    /** Kills the running builds, like a power failure. */
    @Override
    public void close() {
        closing = true;
        processes.values().forEach(process -> JobProcess.kill(process.handle()));
        executor.close();
    }
}
