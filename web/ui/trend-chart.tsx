import { BarChart, LineChart } from 'echarts/charts'
import { GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'

use([BarChart, LineChart, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent, SVGRenderer])

export interface TrendLine {
  readonly name: string
  readonly value: number
  readonly isFirm: boolean
}

export interface TrendChartProps {
  readonly periods: readonly string[]
  readonly values: readonly (number | null)[]
  readonly name: string
  readonly unit: string
  /** Horizontal lines to be reached. */
  readonly targets: readonly TrendLine[]
  readonly formatValue: (at: number) => string
}

const LABEL_WIDTH = 64
const INK = '#26313a'
const ACCENT = '#0b6e6e'
const GREY = '#8a949c'

/** Values over time with the targets drawn in; a gap stays a gap. The table behind it is the page's business. */
export function TrendChart({ periods, values, name, unit, targets, formatValue }: TrendChartProps) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const element = box.current
    if (!element) return
    const chart = init(element, null, { renderer: 'svg' })
    const labelStep = Math.max(1, Math.ceil((periods.length * LABEL_WIDTH) / element.clientWidth))
    const known = values.filter((value) => value !== null)
    chart.setOption({
      animation: false,
      textStyle: { fontFamily: 'inherit', color: INK },
      grid: { left: 12, right: 16, top: 34, bottom: 8, outerBoundsMode: 'same', outerBoundsContain: 'all' },
      tooltip: {
        trigger: 'axis',
        formatter: (points: unknown) => {
          const at = Array.isArray(points) ? Number(points[0]?.dataIndex ?? 0) : 0
          return `${periods[at]}<br><b>${formatValue(at)}</b> ${unit}`
        },
      },
      xAxis: {
        type: 'category',
        data: [...periods],
        axisTick: { show: false },
        axisLine: { lineStyle: { color: '#cdd4d9' } },
        axisLabel: { color: GREY, interval: (at: number) => (periods.length - 1 - at) % labelStep === 0 },
      },
      yAxis: {
        type: 'value',
        name: unit,
        scale: true,
        max: ceiling(Math.max(...known, ...targets.map(({ value }) => value))),
        nameTextStyle: { color: GREY },
        axisLabel: { color: GREY },
        splitLine: { lineStyle: { color: '#eef1f3' } },
      },
      series: [
        {
          type: 'line',
          name,
          data: [...values],
          symbolSize: 6,
          lineStyle: { color: ACCENT, width: 2 },
          itemStyle: { color: ACCENT },
          connectNulls: false,
          markLine: {
            symbol: 'none',
            label: { formatter: '{b}', color: INK },
            data: targets.map((target, at) => ({
              name: target.name,
              label: { position: at % 2 === 0 ? 'insideStartTop' : 'insideEndTop' },
              yAxis: target.value,
              lineStyle: { color: target.isFirm ? INK : GREY, type: target.isFirm ? 'solid' : 'dashed' },
            })),
          },
        },
      ],
    })
    const watcher = new ResizeObserver(() => chart.resize())
    watcher.observe(element)
    return () => {
      watcher.disconnect()
      chart.dispose()
    }
  }, [periods, values, name, unit, targets, formatValue])
  return <div className="trend-chart" ref={box} role="img" aria-label={name} />
}

/** The next number of two digits, for the end of an axis. */
function ceiling(value: number): number {
  if (!Number.isFinite(value) || value <= 0) return 0
  const step = 10 ** (Math.floor(Math.log10(value)) - 1)
  return Number((Math.ceil(value / step) * step).toPrecision(2))
}
