import type { DeploymentPlace } from '@app/agents';
import { createHash } from 'node:crypto';

/** A variable without a default: what no figure and no fact of the catalog can fill in. */
export interface Variable {
  readonly name: string;
  readonly type: 'string' | 'number' | 'list(string)';
  readonly why: string;
}

/** How the machines of a provider are added to a Kubernetes cluster of its own. */
export interface NodePool {
  readonly provider: string;
  readonly variables: (place: DeploymentPlace) => readonly Variable[];
  /** Reads `local.region`, `local.instances` and `local.instances_most`. */
  readonly resource: (place: DeploymentPlace, workloadId: string) => string;
}

const CLUSTER: Variable = {
  name: 'cluster',
  type: 'string',
  why: 'The Kubernetes cluster that the machines join; it is not made here.',
};
const SUBNETS: Variable = {
  name: 'subnet_ids',
  type: 'list(string)',
  why: 'The network is yours: name a subnet in each zone that is to hold replicas.',
};

const TELLING = 4;

/** Rows of the catalog that price a board beside a machine of one's choice. */
const isBoardAlone = ({ instanceType }: DeploymentPlace): boolean => instanceType.startsWith('attached-gpu-');

const aws: NodePool = {
  provider: providerBlock('aws', 'hashicorp/aws', 'region = local.region'),
  variables: () => [
    CLUSTER,
    SUBNETS,
    {
      name: 'node_role_arn',
      type: 'string',
      why: 'The role that the machines take on in your account.',
    },
    {
      name: 'ami_type',
      type: 'string',
      why: 'The catalog knows no machine images: name the AMI type with drivers for the accelerator.',
    },
  ],
  resource: ({ instanceType }, workloadId) => `resource "aws_eks_node_group" "accelerators" {
  cluster_name    = var.cluster
  node_group_name = "${workloadId}-accelerators"
  node_role_arn   = var.node_role_arn
  subnet_ids      = var.subnet_ids
  ami_type        = var.ami_type
  instance_types  = ["${instanceType}"]
  capacity_type   = "ON_DEMAND"

  scaling_config {
    desired_size = local.instances
    min_size     = local.instances
    max_size     = local.instances_most
  }

  labels = {
    "infra-mind/workload" = "${workloadId}"
  }

  taint {
    key    = "infra-mind/workload"
    value  = "${workloadId}"
    effect = "NO_SCHEDULE"
  }
}`,
};

const gcp: NodePool = {
  provider: providerBlock('google', 'hashicorp/google', 'project = var.project', 'region  = local.region'),
  variables: (place) => [
    CLUSTER,
    { name: 'project', type: 'string', why: 'The project that pays.' },
    {
      name: 'zones',
      type: 'list(string)',
      why: 'The catalog prices regions: name zones of the region that have the machine.',
    },
    {
      name: 'accelerator_type',
      type: 'string',
      why: 'The catalog has no mapping to the provider’s name of the accelerator.',
    },
    ...(isBoardAlone(place)
      ? [
          {
            name: 'machine_type',
            type: 'string',
            why: 'The catalog prices the board alone: name the machine that it is attached to.',
          } as const,
        ]
      : []),
  ],
  resource: (place, workloadId) => `resource "google_container_node_pool" "accelerators" {
  # At most forty letters, digits and hyphens, a letter first
  name           = "${shortName(`pool-${workloadId}`, 40)}"
  cluster        = var.cluster
  location       = local.region
  node_locations = var.zones

  autoscaling {
    total_min_node_count = local.instances
    total_max_node_count = local.instances_most
    location_policy      = "BALANCED"
  }

  node_config {
    machine_type = ${isBoardAlone(place) ? 'var.machine_type' : `"${place.instanceType}"`}

    guest_accelerator {
      type  = var.accelerator_type
      count = ${place.acceleratorsPerInstance}
    }

    labels = {
      "infra-mind/workload" = "${workloadId}"
    }

    taint {
      key    = "infra-mind/workload"
      value  = "${workloadId}"
      effect = "NO_SCHEDULE"
    }
  }
}`,
};

const azure: NodePool = {
  provider: providerBlock('azurerm', 'hashicorp/azurerm', 'features {}'),
  variables: () => [
    { ...CLUSTER, why: `${CLUSTER.why} Its resource id.` },
    {
      name: 'zones',
      type: 'list(string)',
      why: 'The catalog prices regions: name zones of the region that have the machine.',
    },
    {
      name: 'subnet_id',
      type: 'string',
      why: 'The network is yours.',
    },
  ],
  resource: (
    { instanceType },
    workloadId,
  ) => `resource "azurerm_kubernetes_cluster_node_pool" "accelerators" {
  # At most twelve small letters and digits
  name                  = "${shortName(`w${workloadId.replaceAll('-', '')}`, 12)}"
  kubernetes_cluster_id = var.cluster
  vm_size               = "${instanceType}"
  node_count            = local.instances
  vnet_subnet_id        = var.subnet_id
  zones                 = var.zones
  # The pool stands where its cluster does: that has to be local.region

  node_labels = {
    "infra-mind/workload" = "${workloadId}"
  }
  node_taints = ["infra-mind/workload=${workloadId}:NoSchedule"]
}`,
};

const oci: NodePool = {
  provider: providerBlock('oci', 'oracle/oci', 'region = local.region'),
  variables: () => [
    { ...CLUSTER, why: `${CLUSTER.why} Its OCID.` },
    { name: 'subnet_id', type: 'string', why: 'The network is yours: name the subnet of the machines.' },
    { name: 'compartment_id', type: 'string', why: 'The compartment that pays.' },
    {
      name: 'availability_domain',
      type: 'string',
      why: 'The catalog prices regions: name the domain that has the shape.',
    },
    {
      name: 'image_id',
      type: 'string',
      why: 'The catalog knows no machine images: name one with drivers for the accelerator.',
    },
  ],
  resource: ({ instanceType }, workloadId) => `resource "oci_containerengine_node_pool" "accelerators" {
  name           = "${workloadId}-accelerators"
  cluster_id     = var.cluster
  compartment_id = var.compartment_id
  node_shape     = "${instanceType}"

  node_source_details {
    source_type = "IMAGE"
    image_id    = var.image_id
  }

  node_config_details {
    size = local.instances

    placement_configs {
      availability_domain = var.availability_domain
      subnet_id           = var.subnet_id
    }
  }

  initial_node_labels {
    key   = "infra-mind/workload"
    value = "${workloadId}"
  }
}`,
};

/** By the catalog's id of the provider. */
export const NODE_POOLS: Readonly<Record<string, NodePool | undefined>> = { aws, gcp, azure, oci };

function providerBlock(name: string, source: string, ...settings: readonly string[]): string {
  return `terraform {
  required_providers {
    ${name} = {
      source = "${source}"
    }
  }
}

provider "${name}" {
${settings.map((line) => `  ${line}`).join('\n')}
}`;
}

/** A name that is cut where it is too long, and then ends in what tells it from others that begin alike. */
function shortName(name: string, most: number): string {
  const whole = name.replace(/-+$/, '');
  if (whole.length <= most) return whole;
  const telling = createHash('sha256').update(name).digest('hex').slice(0, TELLING);
  return whole.slice(0, most - TELLING) + telling;
}
