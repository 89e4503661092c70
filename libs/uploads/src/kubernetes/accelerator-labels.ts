/**
 * Catalog ids by the names that platforms give accelerators: values of `cloud.google.com/gke-accelerator` and of
 * `guest_accelerator` (https://cloud.google.com/compute/docs/gpus), and of `nvidia.com/gpu.product` as GPU feature
 * discovery sets it (https://github.com/NVIDIA/k8s-device-plugin/tree/main/docs/gpu-feature-discovery). A name that
 * fits several cards (`nvidia-tesla-v100` of 16 GB) is here only where its platform has one of them.
 */
const BY_LABEL: Readonly<Record<string, string>> = {
  'nvidia-tesla-t4': 't4',
  'nvidia-tesla-v100': 'v100-sxm2-16gb',
  'nvidia-tesla-a100': 'a100-sxm4-40gb',
  'nvidia-a100-80gb': 'a100-sxm4-80gb',
  'nvidia-l4': 'l4',
  'nvidia-h100-80gb': 'h100-sxm5-80gb',
  'nvidia-h100-mega-80gb': 'h100-sxm5-80gb',
  'nvidia-h200-141gb': 'h200-sxm-141gb',
  'nvidia-b200': 'b200-sxm-180gb',
  'nvidia-rtx-pro-6000': 'rtx-pro-6000-server',
  'tesla-t4': 't4',
  'tesla-v100-sxm2-16gb': 'v100-sxm2-16gb',
  'tesla-v100-sxm2-32gb': 'v100-sxm2-32gb',
  'tesla-v100-pcie-16gb': 'v100-pcie-16gb',
  'nvidia-a10': 'a10',
  'nvidia-a10g': 'a10g',
  'nvidia-a30': 'a30',
  'nvidia-a40': 'a40',
  'nvidia-a100-sxm4-40gb': 'a100-sxm4-40gb',
  'nvidia-a100-sxm4-80gb': 'a100-sxm4-80gb',
  'nvidia-a100-pcie-40gb': 'a100-pcie-40gb',
  'nvidia-a100-80gb-pcie': 'a100-pcie-80gb',
  'nvidia-l40': 'l40',
  'nvidia-l40s': 'l40s',
  'nvidia-h100-80gb-hbm3': 'h100-sxm5-80gb',
  'nvidia-h100-pcie': 'h100-pcie-80gb',
  'nvidia-h100-nvl': 'h100-nvl-94gb',
  'nvidia-h200': 'h200-sxm-141gb',
  'nvidia-h200-nvl': 'h200-nvl-141gb',
  'nvidia-gh200-480gb': 'gh200-96gb',
  'nvidia-rtx-a6000': 'rtx-a6000',
};

/** The catalog id of an accelerator by the name that a platform gives it; null for a name that is not known. */
export function acceleratorOfLabel(label: string): string | null {
  const name = label.trim().toLowerCase();
  return Object.hasOwn(BY_LABEL, name) ? (BY_LABEL[name] ?? null) : null;
}
