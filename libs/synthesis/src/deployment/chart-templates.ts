import type { DeploymentFile } from './deployment';

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .Release.Name }}
  labels:
    app.kubernetes.io/name: {{ .Chart.Name }}
    app.kubernetes.io/instance: {{ .Release.Name }}
spec:
  {{- if not .Values.autoscaling.enabled }}
  replicas: {{ .Values.replicas }}
  {{- end }}
  selector:
    matchLabels:
      app.kubernetes.io/instance: {{ .Release.Name }}
  strategy:
    type: RollingUpdate
    rollingUpdate:
      # One at a time is taken away and put back: spare accelerators for a surge are rarely there.
      maxSurge: 0
      maxUnavailable: 1
  template:
    metadata:
      labels:
        app.kubernetes.io/name: {{ .Chart.Name }}
        app.kubernetes.io/instance: {{ .Release.Name }}
    spec:
      nodeSelector:
        infra-mind/workload: {{ .Values.pool.workload | quote }}
      tolerations:
        - key: infra-mind/workload
          value: {{ .Values.pool.workload | quote }}
          effect: NoSchedule
      topologySpreadConstraints:
        - maxSkew: 1
          topologyKey: topology.kubernetes.io/zone
          whenUnsatisfiable: ScheduleAnyway
          labelSelector:
            matchLabels:
              app.kubernetes.io/instance: {{ .Release.Name }}
      containers:
        - name: server
          image: "{{ required "image.repository must be set" .Values.image.repository }}@{{ required "image.digest must be set" .Values.image.digest }}"
          args:
            - --model={{ required "model.source must be set" .Values.model.source }}
            - --served-model-name={{ .Values.model.servedName }}
            - --tensor-parallel-size={{ .Values.tensorParallel }}
            - --max-num-seqs={{ .Values.maxSequences }}
            - --port={{ .Values.service.port }}
            {{- if .Values.model.precisionArg }}
            - {{ .Values.model.precisionArg }}
            {{- end }}
          ports:
            - name: http
              containerPort: {{ .Values.service.port }}
          resources:
            requests:
              {{ .Values.accelerator.resource }}: {{ .Values.tensorParallel }}
            limits:
              {{ .Values.accelerator.resource }}: {{ .Values.tensorParallel }}
          startupProbe:
            httpGet:
              path: /health
              port: http
            periodSeconds: {{ .Values.probes.startupPeriodSeconds }}
            failureThreshold: {{ .Values.probes.startupFailures }}
          readinessProbe:
            httpGet:
              path: /health
              port: http
          livenessProbe:
            httpGet:
              path: /health
              port: http
          volumeMounts:
            - name: shared-memory
              mountPath: /dev/shm
      volumes:
        # The processes of one replica talk through shared memory.
        - name: shared-memory
          emptyDir:
            medium: Memory
`;

const SERVICE = `apiVersion: v1
kind: Service
metadata:
  name: {{ .Release.Name }}
spec:
  selector:
    app.kubernetes.io/instance: {{ .Release.Name }}
  ports:
    - name: http
      port: {{ .Values.service.port }}
      targetPort: http
`;

const AUTOSCALER = `{{- if .Values.autoscaling.enabled }}
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: {{ .Release.Name }}
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: {{ .Release.Name }}
  minReplicas: {{ .Values.autoscaling.minReplicas }}
  maxReplicas: {{ .Values.autoscaling.maxReplicas }}
  metrics:
    - type: Pods
      pods:
        metric:
          name: {{ required "autoscaling.metric must be set" .Values.autoscaling.metric | quote }}
        target:
          type: AverageValue
          averageValue: {{ required "autoscaling.targetPerReplica must be set" .Values.autoscaling.targetPerReplica | quote }}
{{- end }}
`;

const DISRUPTION = `apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: {{ .Release.Name }}
spec:
  maxUnavailable: 1
  selector:
    matchLabels:
      app.kubernetes.io/instance: {{ .Release.Name }}
`;

/** The templates of the chart: the same for every option, which is in the values. */
export function chartTemplates(): DeploymentFile[] {
  const named = {
    'deployment.yaml': DEPLOYMENT,
    'service.yaml': SERVICE,
    'autoscaler.yaml': AUTOSCALER,
    'disruption-budget.yaml': DISRUPTION,
  };
  return Object.entries(named).map(([name, content]) => ({
    path: `chart/templates/${name}`,
    mediaType: 'application/yaml',
    content,
  }));
}
